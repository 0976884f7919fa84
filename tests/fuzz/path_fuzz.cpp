// Fuzzes the building and checking of paths (RFC 5280 §6): the bytes choose anchors, certificates, a change to each,
// and the question. Whatever they choose: no altered certificate is trusted that is not an anchor, and no budget is
// passed.
#include "tests/tls/x509/fixtures.h"
#include "tls/x509/path/budget.h"
#include "tls/x509/path/path_builder.h"

#include <algorithm>
#include <cstdlib>

namespace {

using namespace vitrine;
using namespace vitrine::x509;

const std::vector<Certificate>& pool() {
    static const std::vector<Certificate> certificates = fixtures::certificates({"root",
                                                                                 "root2",
                                                                                 "root_twin",
                                                                                 "ec_root",
                                                                                 "intermediate",
                                                                                 "intermediate2",
                                                                                 "ec_intermediate",
                                                                                 "pathlen0",
                                                                                 "below_pathlen0",
                                                                                 "self_issued_below",
                                                                                 "constrained_ca",
                                                                                 "cross_new",
                                                                                 "cross_expired",
                                                                                 "loop_root",
                                                                                 "loop_a",
                                                                                 "loop_b",
                                                                                 "no_ca",
                                                                                 "client_only_ca",
                                                                                 "v1_intermediate",
                                                                                 "leaf",
                                                                                 "leaf2",
                                                                                 "leaf3",
                                                                                 "ec_leaf",
                                                                                 "leaf_client",
                                                                                 "leaf_of_crossed",
                                                                                 "leaf_of_loop",
                                                                                 "leaf_of_constrained_ca",
                                                                                 "leaf_of_self_issued",
                                                                                 "leaf_of_pathlen0",
                                                                                 "leaf_nul",
                                                                                 "leaf_no_san",
                                                                                 "classroom_root",
                                                                                 "classroom_leaf",
                                                                                 "names/root",
                                                                                 "names/constrained_ca",
                                                                                 "names/leaf_outside",
                                                                                 "names/leaf_policies",
                                                                                 "names/leaf_every_extension",
                                                                                 "names/leaf_of_spelled_root"});
    return certificates;
}

// Takes choices from the front of the bytes; 0 when there are none left.
class Choices {
public:
    explicit Choices(View bytes) : bytes_(bytes) {}
    bool more() const { return !bytes_.empty(); }
    std::size_t next() {
        if (bytes_.empty()) return 0;
        const std::size_t value = bytes_[0];
        bytes_ = bytes_.subspan(1);
        return value;
    }
    const Certificate& certificate() { return pool()[next() % pool().size()]; }

private:
    View bytes_;
};

Question question_of(Choices& choices) {
    const std::size_t bits = choices.next();
    Question question = fixtures::question((bits & 1U) != 0 ? "www.example.com" : "");
    question.allow_common_name = (bits & 2U) != 0;
    if ((bits & 4U) != 0) question.purpose = Purpose::client_auth;
    if ((bits & 8U) != 0) question.ip_address = {127, 0, 0, 1};
    if ((bits & 16U) != 0) question.time -= std::chrono::years{25};
    return question;
}

// The certificate, or one with a byte of it changed; nothing if that is none any more.
std::optional<Certificate> altered(const Certificate& original, Choices& choices) {
    const std::size_t change = choices.next();
    if (change == 0) return original;
    Bytes der = to_bytes(original.der());
    const std::size_t offset = (choices.next() << 8 | choices.next()) % der.size();
    der[offset] = static_cast<std::uint8_t>(der[offset] ^ change);
    try {
        return Certificate::parse(der);
    } catch (const ParseError&) {
        return std::nullopt;
    }
}

bool is_original(const Certificate& certificate) {
    return std::ranges::any_of(
        pool(), [&](const Certificate& one) { return std::ranges::equal(one.der(), certificate.der()); });
}

void require(bool condition) {
    if (!condition) std::abort();
}

void check(const Verdict& verdict, const TrustStore& anchors) {
    require(verdict.trusted == (verdict.reason() == nullptr));
    require(verdict.path.size() <= PathBuilder::max_depth && verdict.signature_checks <= Budget::max_signature_checks);
    if (!verdict.trusted) return;
    require(anchors.contains(verdict.path.back()));
    for (const Certificate& certificate : verdict.path)
        require(is_original(certificate) || anchors.contains(certificate));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { // NOLINT(*-identifier-naming)
    Choices choices{{data, size}};
    const Question question = question_of(choices);
    TrustStore anchors;
    for (std::size_t count = choices.next() % 4; count > 0; --count) anchors.add(choices.certificate());
    std::vector<Certificate> presented;
    while (choices.more() && presented.size() < 12) {
        const Certificate& original = choices.certificate();
        if (std::optional<Certificate> one = altered(original, choices)) presented.push_back(std::move(*one));
    }
    check(validate(presented, anchors, question), anchors);
    return 0;
}
