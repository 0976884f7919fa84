// The certificates that are trusted by themselves: names and keys, nothing else about them matters (RFC 5280 §6.1.1).
#pragma once

#include "tls/x509/certificate/certificate.h"

namespace vitrine::x509 {

class TrustStore {
public:
    // Adds an anchor; one that is there already is passed over.
    void add(Certificate anchor);
    // Every certificate of PEM text. Throws ParseError that names the block. How many were new.
    std::size_t add_pem(std::string_view pem_text);

    std::vector<const Certificate*> with_subject(const Name& subject) const;
    bool contains(const Certificate& certificate) const;
    std::size_t size() const { return anchors_.size(); }
    std::span<const Certificate> anchors() const { return anchors_; }

private:
    std::vector<Certificate> anchors_;
};

} // namespace vitrine::x509
