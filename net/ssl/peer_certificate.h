// A peer's certificate as Python's getpeercert() gives it: text for people, and nothing to decide by.
#pragma once

#include "tls/x509/certificate/certificate.h"

#include <string>
#include <utility>
#include <vector>

namespace vitrine::net::ssl {

struct PeerCertificate {
    using Pairs = std::vector<std::pair<std::string, std::string>>;

    Pairs subject, issuer;    // {"commonName", "localhost"}; text as it stands there: escape it before a terminal
    Pairs subjectAltName;     // {"DNS", "localhost"}, {"IP Address", "127.0.0.1"}
    std::string serialNumber; // "0A1B": hexadecimal, whole bytes
    std::string notBefore, notAfter; // "Jan  5 09:34:43 2018 GMT"
    int version = 3;
};

PeerCertificate peer_certificate_of(const x509::Certificate& certificate);

} // namespace vitrine::net::ssl
