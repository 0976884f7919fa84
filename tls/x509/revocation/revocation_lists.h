// The revocation lists that somebody gave, and what they say of a certificate (RFC 5280 §6.3.3).
#pragma once

#include "tls/x509/revocation/revocation_list.h"

#include <map>

namespace vitrine::x509 {

// What is known of a certificate that may have been revoked.
struct RevocationStatus {
    enum class Kind : std::uint8_t {
        good,
        revoked,
        not_checked, // nothing speaks of it
        unclear,     // something speaks of it that cannot be relied on: refused, or it would do to spoil a list
    } kind = Kind::not_checked;
    std::string detail; // a sentence
};

// Of what several say: revoked counts before good, and good before what is unclear.
int gravity_of(RevocationStatus::Kind kind);

// Safe to ask from several threads at once.
class RevocationLists {
public:
    void add(RevocationList list);
    // Every list of PEM text, or the one that is the whole of DER bytes. Throws ParseError. How many there were.
    std::size_t add_file(std::string_view content);

    bool empty() const { return size_ == 0; }
    std::size_t size() const { return size_; }
    std::vector<RevocationList> all() const;
    // `issuer` has issued `certificate`: that was verified. A list counts if the issuer's key signed it.
    RevocationStatus status_of(const Certificate& certificate, const Certificate& issuer,
                               std::chrono::sys_seconds time) const;

private:
    struct Given;
    std::map<Bytes, std::vector<std::shared_ptr<const Given>>> by_issuer_;
    std::size_t size_ = 0;
};

} // namespace vitrine::x509
