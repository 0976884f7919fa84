// Fuzzes PEM (RFC 7468) and what is looked for in it: certificates, private keys, encrypted ones, revocation lists.
#include "tls/x509/asn1/pem.h"
#include "tls/x509/certificate/pem_certificates.h"
#include "tls/x509/keys/encrypted_key.h"
#include "tls/x509/keys/private_key.h"
#include "tls/x509/revocation/revocation_lists.h"

#include <algorithm>
#include <cstdlib>

namespace {

using namespace vitrine;

// What can be read can be written, and read again.
void write_again(std::string_view text) {
    std::string written;
    const std::vector<x509::PemBlock> blocks = x509::read_pem(text);
    for (const x509::PemBlock& block : blocks) written += x509::write_pem(block.label, block.der);
    const std::vector<x509::PemBlock> again = x509::read_pem(written);
    const auto same = [](const auto& one, const auto& other) {
        return one.label == other.label && one.der == other.der;
    };
    if (!std::ranges::equal(blocks, again, same)) std::abort();
}

template <class Read> void attempt(Read read) {
    try {
        read();
    } catch (const x509::ParseError&) {
        return; // what is expected of most inputs
    }
}

class Nobody : public tls::FieldSink {
    void field(const tls::Field&) override {}
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { // NOLINT(*-identifier-naming)
    const std::string_view text = as_text({data, size});
    attempt([&] { write_again(text); });
    attempt([&] { static_cast<void>(x509::certificates_from_pem(text)); });
    attempt([&] { static_cast<void>(x509::private_key_from_pem(text)); }); // without a pass phrase: none is derived
    attempt([&] { x509::RevocationLists{}.add_file(text); });
    attempt([&] {
        Nobody nobody;
        for (const x509::PemBlock& block : x509::read_pem(text)) x509::read_encrypted_key(block.der, nobody);
    });
    return 0;
}
