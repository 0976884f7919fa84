// Certificates that were met before.
#include "tls/x509/certificate/known_certificates.h"

#include <algorithm>

namespace vitrine::x509 {

// Parsed without the lock: a certificate that takes long keeps nobody waiting.
Certificate KnownCertificates::parse(View der) {
    if (const auto known = find(der)) return *known;
    Certificate certificate = Certificate::parse(der);
    if (der.size() <= largest_kept) keep(certificate);
    return certificate;
}

std::optional<Certificate> KnownCertificates::find(View der) {
    const std::lock_guard lock(mutex_);
    const auto known = std::find_if(certificates_.begin(), certificates_.end(),
                                    [der](const Certificate& each) { return std::ranges::equal(each.der(), der); });
    if (known == certificates_.end()) return std::nullopt;
    std::rotate(known, known + 1, certificates_.end());
    return certificates_.back();
}

// Two threads that meet one certificate at the same time may both keep it: the older copy makes room in its turn.
void KnownCertificates::keep(const Certificate& certificate) {
    const std::lock_guard lock(mutex_);
    if (certificates_.size() == capacity) certificates_.erase(certificates_.begin());
    certificates_.push_back(certificate);
}

} // namespace vitrine::x509
