// The certificates, lists and responses of data/revocation, and the time at which the lists are asked.
#pragma once

#include "tests/tls/x509/fixtures.h"
#include "tls/x509/asn1/pem.h"
#include "tls/x509/revocation/ocsp_check.h"
#include "tls/x509/revocation/revocation_lists.h"

namespace vitrine::x509::fixtures {

inline std::string revocation_text(const std::string& file) { return text("revocation/" + file); }
inline Certificate of(const std::string& name) { return certificate("revocation/" + name); }
inline RevocationList list(const std::string& name) {
    return RevocationList::parse(read_pem(revocation_text(name + ".crl")).at(0).der);
}
inline Bytes response_der(const std::string& name) { return to_bytes(as_bytes(revocation_text(name + ".ocsp"))); }
inline OcspResponse response(const std::string& name) { return OcspResponse::parse(response_der(name)); }

inline std::shared_ptr<const RevocationLists> lists(const std::vector<std::string>& names) {
    auto given = std::make_shared<RevocationLists>();
    for (const std::string& name : names) given->add(list(name));
    return given;
}

} // namespace vitrine::x509::fixtures
