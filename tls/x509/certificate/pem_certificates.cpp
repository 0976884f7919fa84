// Certificates from PEM text.
#include "tls/x509/certificate/pem_certificates.h"

#include "tls/x509/asn1/pem.h"

#include <fmt/format.h>

namespace vitrine::x509 {

std::vector<Certificate> certificates_from_pem(std::string_view text) {
    std::vector<Certificate> certificates;
    for (const PemBlock& block : read_pem(text)) {
        if (block.label != "CERTIFICATE" && block.label != "X509 CERTIFICATE") continue; // RFC 7468 §5.1
        try {
            certificates.push_back(Certificate::parse(block.der));
        } catch (const ParseError& error) {
            throw ParseError(fmt::format("the certificate at line {}: {}", block.line, error.what()));
        }
    }
    if (certificates.empty()) throw ParseError("no certificate: no line '-----BEGIN CERTIFICATE-----'");
    return certificates;
}

} // namespace vitrine::x509
