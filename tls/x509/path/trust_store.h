// The certificates that are trusted by themselves: names and keys, nothing else about them matters (RFC 5280 §6.1.1).
// A system's bundle holds more than a hundred, of which a connection needs one or two: they are parsed when needed.
#pragma once

#include "tls/x509/certificate/certificate.h"

#include <map>
#include <memory>

namespace vitrine::x509 {

// Copies share what was parsed. The const functions may be called from several threads at once.
class TrustStore {
public:
    // Adds an anchor; false if it is there already.
    bool add(Certificate anchor);
    // The same, by its DER: only its subject is looked for now. Throws ParseError if not even that can be read.
    bool add_unparsed(View der);
    // Every certificate of PEM text, parsed. Throws ParseError that names the block. How many were new.
    std::size_t add_pem(std::string_view pem_text);
    // Every anchor of another store.
    void add_all(const TrustStore& other);

    std::vector<const Certificate*> with_subject(const Name& subject) const;
    bool contains(const Certificate& certificate) const;
    std::size_t size() const { return anchors_.size(); }
    std::size_t parsed() const; // how many of them were needed so far
    // All that can be parsed, in the order in which they were added. A bundle may hold what is no certificate to us:
    // such a one leads nowhere, and `faults`, if given, says why.
    std::vector<Certificate> anchors(std::vector<std::string>* faults = nullptr) const;

private:
    class Anchor;
    using Anchors = std::vector<std::shared_ptr<const Anchor>>;

    bool insert(View canonical_subject, std::shared_ptr<const Anchor> anchor);

    Anchors anchors_;
    std::map<Bytes, Anchors> by_subject_; // by its canonical form, in a tree: no name makes it slow
};

} // namespace vitrine::x509
