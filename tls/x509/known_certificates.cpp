// Certificates that were met before.
#include "tls/x509/known_certificates.h"

#include <algorithm>

namespace vitrine::x509 {

Certificate KnownCertificates::parse(View der) {
    const std::lock_guard lock(mutex_);
    const auto known = std::find_if(certificates_.begin(), certificates_.end(),
                                    [der](const Certificate& each) { return std::ranges::equal(each.der(), der); });
    if (known != certificates_.end()) {
        std::rotate(known, known + 1, certificates_.end());
        return certificates_.back();
    }
    Certificate certificate = Certificate::parse(der);
    if (der.size() > largest_kept) return certificate;
    if (certificates_.size() == capacity) certificates_.erase(certificates_.begin());
    certificates_.push_back(certificate);
    return certificate;
}

} // namespace vitrine::x509
