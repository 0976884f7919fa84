// Certificates that were met before: whoever is met again is not parsed again, and connections share what was parsed.
#pragma once

#include "tls/x509/certificate/certificate.h"

#include <mutex>
#include <optional>
#include <vector>

namespace vitrine::x509 {

class KnownCertificates {
public:
    static constexpr std::size_t capacity = 16;       // certificates; the one not met for longest makes room
    static constexpr std::size_t largest_kept = 8192; // bytes of DER; what is larger is parsed each time

    // What Certificate::parse(der) would give, or throw. A certificate is known by all of its bytes.
    // Safe to call from several threads at once.
    Certificate parse(View der);

private:
    std::optional<Certificate> find(View der);
    void keep(const Certificate& certificate);

    std::mutex mutex_;
    std::vector<Certificate> certificates_; // the one met last is the last
};

} // namespace vitrine::x509
