// Certificate, CertificateRequest and CertificateVerify (RFC 5246 §7.4.2, §7.4.4, §7.4.8).
#include "tls/messages/certificate.h"

namespace vitrine::tls {

void describe(Wire& wire, Asn1Cert& certificate) {
    wire.opaque("ASN.1Cert", certificate.der, Length::u24, {1, 0xffffff});
}

void describe(Wire& wire, Certificate& message) { // RFC 5246 §7.4.2
    wire.list("certificate_list", message.certificate_list, Length::u24, {0, 0xffffff});
}

void describe(Wire& wire, CertificateStatus& status) { // RFC 6066 §8
    wire.number("status_type", status.status_type);
    wire.opaque("OCSPResponse", status.response, Length::u24, {1, 0xffffff});
}

void describe(Wire& wire, DistinguishedName& name) {
    wire.opaque("DistinguishedName", name.der, Length::u16, {1, 65535});
}

void describe(Wire& wire, CertificateRequest& request) { // RFC 5246 §7.4.4
    wire.list("certificate_types", request.certificate_types, Length::u8, {1, 255});
    wire.list("supported_signature_algorithms", request.supported_signature_algorithms, Length::u16, {2, 65534});
    wire.list("certificate_authorities", request.certificate_authorities, Length::u16, {0, 65535});
}

void describe(Wire& wire, CertificateVerify& verify) { // RFC 5246 §7.4.8, the shape of digitally-signed: §4.7
    wire.number("algorithm", verify.algorithm);
    wire.opaque("signature", verify.signature, Length::u16, {0, 65535});
}

} // namespace vitrine::tls
