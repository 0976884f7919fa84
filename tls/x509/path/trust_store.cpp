// The certificates that are trusted by themselves (RFC 5280 §6.1.1 (d)).
#include "tls/x509/path/trust_store.h"

#include "tls/x509/certificate/fields.h"
#include "tls/x509/certificate/pem_certificates.h"

#include <algorithm>
#include <atomic>
#include <mutex>

namespace vitrine::x509 {

// An anchor that is parsed once, by whoever needs it first.
class TrustStore::Anchor {
public:
    explicit Anchor(Bytes der) : der_(std::move(der)) {}
    explicit Anchor(Certificate certificate) : certificate_(std::move(certificate)) {
        std::call_once(once_, [&] { was_parsed_ = true; });
    }

    View der() const { return der_.empty() ? certificate_->der() : View{der_}; }
    bool was_parsed() const { return was_parsed_; }

    const Certificate* certificate() const { // nullptr if it is none
        std::call_once(once_, [&] { parse(); });
        return certificate_ ? &*certificate_ : nullptr;
    }
    const std::string& fault() const { return fault_; }

private:
    void parse() const {
        try {
            certificate_ = Certificate::parse(der_);
        } catch (const ParseError& error) {
            fault_ = error.what();
        }
        was_parsed_ = true;
    }

    Bytes der_; // empty if it came as a certificate
    mutable std::once_flag once_;
    mutable std::optional<Certificate> certificate_;
    mutable std::string fault_;
    mutable std::atomic<bool> was_parsed_ = false;
};

namespace {

// The subject of a certificate, passing over all else (RFC 5280 §4.1).
Name subject_in(View der) {
    DerReader reader{"Certificate", der};
    reader.open("", Tag::sequence);
    reader.open("tbsCertificate", Tag::sequence);
    if (reader.next_is(constructed_context(0))) reader.any("version");
    for (const std::string_view name : {"serialNumber", "signature", "issuer", "validity"}) reader.any(name);
    return read_name(reader, "subject");
}

} // namespace

bool TrustStore::insert(View canonical_subject, std::shared_ptr<const Anchor> anchor) {
    Anchors& of_this_name = by_subject_[to_bytes(canonical_subject)];
    const auto is_same = [&](const auto& other) { return std::ranges::equal(other->der(), anchor->der()); };
    if (std::ranges::any_of(of_this_name, is_same)) return false;
    of_this_name.push_back(anchor);
    anchors_.push_back(std::move(anchor));
    return true;
}

bool TrustStore::add(Certificate anchor) {
    const Name subject = anchor.subject();
    return insert(subject.canonical(), std::make_shared<const Anchor>(std::move(anchor)));
}

bool TrustStore::add_unparsed(View der) {
    return insert(subject_in(der).canonical(), std::make_shared<const Anchor>(to_bytes(der)));
}

std::size_t TrustStore::add_pem(std::string_view pem_text) {
    const std::size_t before = size();
    for (Certificate& certificate : certificates_from_pem(pem_text)) add(std::move(certificate));
    return size() - before;
}

void TrustStore::add_all(const TrustStore& other) {
    for (const auto& [subject, anchors] : other.by_subject_)
        for (const auto& anchor : anchors) insert(subject, anchor);
}

std::vector<const Certificate*> TrustStore::with_subject(const Name& subject) const {
    std::vector<const Certificate*> found;
    const auto anchors = by_subject_.find(to_bytes(subject.canonical()));
    if (anchors == by_subject_.end()) return found;
    for (const auto& anchor : anchors->second)
        if (const Certificate* const certificate = anchor->certificate()) found.push_back(certificate);
    return found;
}

bool TrustStore::contains(const Certificate& certificate) const {
    const auto anchors = by_subject_.find(to_bytes(certificate.subject().canonical()));
    return anchors != by_subject_.end() && std::ranges::any_of(anchors->second, [&](const auto& anchor) {
               return std::ranges::equal(anchor->der(), certificate.der());
           });
}

std::size_t TrustStore::parsed() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(anchors_, [](const auto& anchor) { return anchor->was_parsed(); }));
}

std::vector<Certificate> TrustStore::anchors(std::vector<std::string>* faults) const {
    std::vector<Certificate> all;
    for (const auto& anchor : anchors_)
        if (const Certificate* const certificate = anchor->certificate())
            all.push_back(*certificate);
        else if (faults != nullptr)
            faults->push_back(anchor->fault());
    return all;
}

} // namespace vitrine::x509
