// What an OCSP response says of the first certificate in it (RFC 6960 §4.2.1).
#include "tls/x509/revocation/ocsp_status.h"

#include "tls/x509/asn1/der.h"
#include "tls/x509/asn1/parse_error.h"

#include <array>

namespace vitrine::x509 {
namespace {

constexpr Tag enumerated = static_cast<Tag>(0x0a); // X.690 §8.4
constexpr std::string_view basic_response = "1.3.6.1.5.5.7.48.1.1";
constexpr std::array<std::string_view, 7> refusals{"successful",   "malformedRequest", "internalError", "tryLater",
                                                   "4 (not used)", "sigRequired",      "unauthorized"};

std::string first_certificate_status(DerReader& reader) { // BasicOCSPResponse up to the first certStatus
    reader.open("BasicOCSPResponse", Tag::sequence);
    reader.open("tbsResponseData", Tag::sequence);
    if (reader.next_is(constructed_context(0))) reader.any("version");
    reader.any("responderID");
    reader.any("producedAt");
    reader.open("responses", Tag::sequence);
    reader.open("[0]", Tag::sequence);
    reader.any("certID");
    if (reader.next_is(context(0))) return "good";
    if (reader.next_is(constructed_context(1))) return "revoked";
    return reader.next_is(context(2)) ? "unknown" : "of a kind that there is not";
}

std::string status_in(View der) {
    DerReader reader{"OCSPResponse", der};
    reader.open("", Tag::sequence);
    const View status = reader.primitive("responseStatus", enumerated);
    if (status.size() != 1 || status[0] >= refusals.size()) return "of a kind that there is not";
    if (status[0] != 0) return std::string{refusals[status[0]]};
    reader.open("responseBytes", constructed_context(0));
    reader.open("", Tag::sequence);
    if (reader.object_identifier("responseType") != basic_response) return "of a kind that is not read here";
    reader.open("response", Tag::octet_string);
    return first_certificate_status(reader);
}

} // namespace

std::string ocsp_status_in(View der) {
    try {
        return status_in(der);
    } catch (const ParseError& error) {
        return std::string{"not understood: "} + error.what();
    }
}

} // namespace vitrine::x509
