// The certificates that are trusted by themselves (RFC 5280 §6.1.1 (d)).
#include "tls/x509/path/trust_store.h"

#include "tls/x509/certificate/pem_certificates.h"

#include <algorithm>

namespace vitrine::x509 {

void TrustStore::add(Certificate anchor) {
    if (!contains(anchor)) anchors_.push_back(std::move(anchor));
}

std::size_t TrustStore::add_pem(std::string_view pem_text) {
    const std::size_t before = size();
    for (Certificate& certificate : certificates_from_pem(pem_text)) add(std::move(certificate));
    return size() - before;
}

std::vector<const Certificate*> TrustStore::with_subject(const Name& subject) const {
    std::vector<const Certificate*> found;
    for (const Certificate& anchor : anchors_)
        if (anchor.subject() == subject) found.push_back(&anchor);
    return found;
}

bool TrustStore::contains(const Certificate& certificate) const {
    return std::ranges::any_of(
        anchors_, [&](const Certificate& anchor) { return std::ranges::equal(anchor.der(), certificate.der()); });
}

} // namespace vitrine::x509
