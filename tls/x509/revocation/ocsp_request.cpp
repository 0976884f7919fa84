// Reads an OCSP request (RFC 6960 §4.1.1), in the order of its ASN.1.
#include "tls/x509/revocation/ocsp_request.h"

#include "tls/x509/revocation/cert_id.h"

#include <fmt/format.h>

namespace vitrine::x509 {
namespace {

// Request ::= SEQUENCE { reqCert CertID, singleRequestExtensions [0] OPTIONAL }
void read_request(DerReader& reader, std::string_view index) {
    reader.open(index, Tag::sequence);
    read_cert_id(reader, "reqCert");
    if (reader.next_is(constructed_context(0))) reader.any("singleRequestExtensions");
    reader.close();
}

void read_to_be_signed(DerReader& reader) {
    reader.open("tbsRequest", Tag::sequence);
    if (reader.next_is(constructed_context(0))) reader.refuse("version", "v1 is the default and must be absent");
    if (reader.next_is(constructed_context(1))) reader.any("requestorName");
    reader.open("requestList", Tag::sequence);
    for (std::size_t i = 0; i == 0 || reader.more(); ++i) read_request(reader, fmt::format("[{}]", i));
    reader.close();
    if (reader.next_is(constructed_context(2))) reader.any("requestExtensions");
    reader.close();
}

} // namespace

void read_ocsp_request(View der, tls::FieldSink& sink) {
    DerReader reader{"OCSPRequest", der, &sink};
    reader.open("", Tag::sequence);
    read_to_be_signed(reader);
    if (reader.next_is(constructed_context(0))) reader.any("optionalSignature");
    reader.close();
    reader.finish();
}

} // namespace vitrine::x509
