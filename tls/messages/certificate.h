// Certificate, CertificateRequest and CertificateVerify (RFC 5246 §7.4.2, §7.4.4, §7.4.8).
#pragma once

#include "tls/base/names.h"
#include "tls/wire/wire.h"

namespace vitrine::tls {

struct Asn1Cert {
    Bytes der;
};
struct Certificate {                        // RFC 5246 §7.4.2
    std::vector<Asn1Cert> certificate_list; // the sender's own first; empty from a client that has none
};
struct CertificateStatus { // RFC 6066 §8
    CertificateStatusType status_type = CertificateStatusType::ocsp;
    Bytes response; // an OCSPResponse in DER: RFC 6960 §4.2.1
};
struct DistinguishedName {
    Bytes der;
};
struct CertificateRequest { // RFC 5246 §7.4.4
    std::vector<ClientCertificateType> certificate_types;
    std::vector<SignatureScheme> supported_signature_algorithms;
    std::vector<DistinguishedName> certificate_authorities;
};
struct CertificateVerify { // RFC 5246 §7.4.8
    SignatureScheme algorithm{};
    Bytes signature; // over all handshake messages before this one
};

void describe(Wire& wire, Asn1Cert& certificate);
void describe(Wire& wire, Certificate& message);
void describe(Wire& wire, CertificateStatus& status);
void describe(Wire& wire, DistinguishedName& name);
void describe(Wire& wire, CertificateRequest& request);
void describe(Wire& wire, CertificateVerify& verify);

} // namespace vitrine::tls
