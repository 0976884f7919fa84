// Public key infrastructures made at random, judged by ours and by openssl: the verdicts are the same, except for the
// reasons in docs/openssl-verify.md. VITRINE_PKIS is how many, VITRINE_PKIS_SEED where they begin, VITRINE_PKIS_OUT a
// folder where each is written for the commands: `./dev pkis` makes two thousand and asks these too.
#include "tests/openssl/differences.h"
#include "tests/openssl/pkis.h"
#include "tests/support/numbers.h"
#include "tls/x509/asn1/pem.h"

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>

namespace vitrine::tests {
namespace {

void write_pem_file(const std::filesystem::path& path, const std::vector<Bytes>& certificates) {
    std::ofstream file{path};
    for (const Bytes& der : certificates) file << x509::write_pem("CERTIFICATE", der);
}

void write_folder(const std::filesystem::path& folder, const Case& made, const Answer& ours, const Answer& openssl) {
    std::filesystem::create_directories(folder);
    write_pem_file(folder / "leaf.pem", {made.leaf});
    write_pem_file(folder / "untrusted.pem", made.untrusted);
    write_pem_file(folder / "anchors.pem", made.anchors);
    std::ofstream{folder / "verdicts"} << (ours.trusted ? "trusted" : ours.objections.front()) << '\n'
                                       << (openssl.trusted ? "trusted" : openssl.objections.front()) << '\n';
}

// openssl follows one path as far as it gets; ours tries them all. If openssl trusts the path that we found, once it is
// shown no other, then the two agree about certificates and differ in the search.
Answer by_openssl_on_our_path(const Case& made, const Answer& ours) {
    Case narrowed = made;
    narrowed.anchors = {ours.path.back()};
    narrowed.untrusted.assign(ours.path.begin() + 1, ours.path.end());
    return by_openssl(narrowed);
}

std::string told(const std::vector<std::string>& faults) {
    std::string text;
    for (const std::string& fault : faults) text += "\n  " + fault;
    return text;
}

TEST(Pkis, are_judged_as_openssl_judges_them_or_the_reason_is_written_down) {
    const std::uint64_t count = number_in("VITRINE_PKIS", 400), seed = number_in("VITRINE_PKIS_SEED", 1);
    const char* const out = std::getenv("VITRINE_PKIS_OUT");
    const Pkis pkis;
    Differences differences = Differences::from_docs();
    std::map<std::string, std::uint64_t> ends;
    for (std::uint64_t i = 0; i < count; ++i) {
        std::vector<std::string> faults;
        const Case made = pkis.make(seed + i, faults);
        const Answer ours = by_vitrine(made);
        Answer openssl = by_openssl(made);
        if (out != nullptr) write_folder(std::filesystem::path{out} / std::to_string(seed + i), made, ours, openssl);
        if (ours.trusted && !openssl.trusted && ours.path.size() > 1) {
            Answer narrowed = by_openssl_on_our_path(made, ours);
            ends["trusted by openssl once it is shown no other path"] += narrowed.trusted ? 1U : 0U;
            openssl = std::move(narrowed);
        }
        ++ends[ours.trusted ? "trusted" : ours.objections.front()];
        EXPECT_EQ(differences.unexplained(ours, openssl), "") << "seed " << seed + i << told(faults);
    }
    fmt::print("{} public key infrastructures from seed {}\n", count, seed);
    for (const auto& [end, times] : ends) fmt::print("  {:<5} {}\n", times, end);
    for (const auto& [difference, times] : differences.used()) fmt::print("  {:<5} {}\n", times, difference);
    EXPECT_GT(ends["trusted"], 0U);
}

} // namespace
} // namespace vitrine::tests
