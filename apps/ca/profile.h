// What a certificate is to be: for whom, for what, how long. The same description becomes our certificate and the lines
// that make openssl do the same.
#pragma once

#include "apps/ca/values.h"
#include "tls/x509/make/certificate_template.h"

namespace vitrine::apps::ca {

struct Profile {
    enum class Use : std::uint8_t { server, client, authority } use = Use::server;
    std::vector<x509::NameAttribute> subject; // empty also if a request has it
    std::vector<AltName> names;
    std::optional<std::size_t> path_length; // of an authority
    bool must_staple = false;
    std::chrono::sys_seconds not_before, not_after;
};

// All that the issuer decides: keyUsage, extKeyUsage, basicConstraints, subjectAltName.
std::vector<x509::make::Extension> extensions_of(const Profile& profile);
// The same as lines of a section of openssl's configuration.
std::vector<std::string> openssl_extensions_of(const Profile& profile);

struct Issuer {
    Bytes name;           // DER
    Bytes key_identifier; // of its subjectKeyIdentifier, or made of its key
    const crypto::PrivateKey& key;
    crypto::SignatureAlgorithm algorithm;
};
// The DER of the certificate. A root is its own issuer. `subject` is a Name in DER.
Bytes make_certificate(const Profile& profile, View subject, View subject_public_key_info, const Issuer& issuer,
                       crypto::RandomSource& random);

} // namespace vitrine::apps::ca
