// The certificates that make_data.sh made, and questions about them at the time it asked openssl for.
#pragma once

#include "tests/support/files.h"
#include "tls/x509/certificate/pem_certificates.h"
#include "tls/x509/path/validate.h"

namespace vitrine::x509::fixtures {

inline std::string text(const std::string& file) { return tests::read_test_file("tls/x509/data/" + file); }

inline Certificate certificate(const std::string& name) { return certificates_from_pem(text(name + ".pem")).front(); }

inline std::vector<Certificate> certificates(const std::vector<std::string>& names) {
    std::vector<Certificate> all;
    for (const std::string& name : names) all.push_back(certificate(name));
    return all;
}

inline TrustStore trust(const std::vector<std::string>& names) {
    TrustStore store;
    for (const std::string& name : names) store.add(certificate(name));
    return store;
}

inline Question question(const std::string& host_name = {}) {
    Question question{};
    question.time = std::chrono::sys_days{std::chrono::June / 1 / 2030} + std::chrono::hours{12};
    question.host_name = host_name;
    return question;
}

inline Verdict ask(const std::vector<std::string>& presented, const std::vector<std::string>& anchors,
                   const Question& asked = question()) {
    return validate(certificates(presented), trust(anchors), asked);
}

// The row that decided, or "trusted".
inline std::string reason(const Verdict& verdict) {
    return verdict.trusted ? "trusted" : std::string{verdict.reason()->check};
}

} // namespace vitrine::x509::fixtures
