// Fuzzes the parser of OCSP responses (RFC 6960 §4.2.1), and asks what it accepts about a certificate: the first that
// it brings along stands for issuer and subject.
#include "tests/fuzz/field_coverage.h"
#include "tls/x509/revocation/ocsp_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { // NOLINT(*-identifier-naming)
    using namespace vitrine;
    try {
        tests::FieldCoverage sink;
        const x509::OcspResponse response = x509::OcspResponse::parse({data, size}, &sink);
        if (sink.covered() != size) std::abort();
        if (response.certificates().empty() || response.responses().empty()) return 0;
        const x509::Certificate signer = x509::Certificate::parse(response.certificates()[0]);
        static_cast<void>(ocsp_status_of(response, signer, signer, response.responses()[0].this_update));
    } catch (const x509::ParseError&) {
        return 0; // what is expected of most inputs
    }
    return 0;
}
