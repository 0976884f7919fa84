// What a certificate is to be, as our certificate and as openssl's configuration.
#include "apps/ca/profile.h"

#include "tls/x509/asn1/oid.h"

#include <fmt/format.h>

namespace vitrine::apps::ca {
namespace {

using Use = Profile::Use;
using x509::KeyUsage;

std::vector<Bytes> general_names(const std::vector<AltName>& names) {
    std::vector<Bytes> all;
    all.reserve(names.size());
    for (const AltName& name : names) all.push_back(name.general_name);
    return all;
}

} // namespace

std::vector<x509::make::Extension> extensions_of(const Profile& profile) {
    namespace make = x509::make;
    std::vector<make::Extension> all;
    if (profile.use == Use::authority) {
        all.push_back(make::basic_constraints({true, profile.path_length}));
        all.push_back(make::key_usage({KeyUsage::key_cert_sign, KeyUsage::crl_sign}));
    } else {
        all.push_back(make::basic_constraints({}));
        all.push_back(make::key_usage({KeyUsage::digital_signature})); // ECDHE signs, and nothing else
        all.push_back(
            make::extended_key_usage({profile.use == Use::server ? x509::oid::server_auth : x509::oid::client_auth}));
    }
    if (!profile.names.empty()) {
        all.push_back(make::subject_alt_name(general_names(profile.names)));
        all.back().critical = profile.subject.empty(); // RFC 5280 §4.2.1.6
    }
    if (profile.must_staple) all.push_back(make::must_staple());
    return all;
}

std::vector<std::string> openssl_extensions_of(const Profile& profile) {
    std::vector<std::string> lines;
    if (profile.use == Use::authority) {
        const std::string limit = profile.path_length ? fmt::format(",pathlen:{}", *profile.path_length) : "";
        lines.push_back("basicConstraints=critical,CA:TRUE" + limit);
        lines.emplace_back("keyUsage=critical,keyCertSign,cRLSign");
    } else {
        lines.emplace_back("basicConstraints=critical,CA:FALSE");
        lines.emplace_back("keyUsage=critical,digitalSignature");
        lines.emplace_back(profile.use == Use::server ? "extendedKeyUsage=serverAuth" : "extendedKeyUsage=clientAuth");
    }
    if (!profile.names.empty())
        lines.push_back(
            fmt::format("subjectAltName={}{}", profile.subject.empty() ? "critical," : "", text_of(profile.names)));
    if (profile.must_staple) lines.emplace_back("tlsfeature=status_request");
    lines.emplace_back("subjectKeyIdentifier=hash");
    lines.emplace_back("authorityKeyIdentifier=keyid");
    return lines;
}

Bytes make_certificate(const Profile& profile, View subject, View subject_public_key_info, const Issuer& issuer,
                       crypto::RandomSource& random) {
    namespace make = x509::make;
    make::CertificateTemplate parts;
    parts.serial_number = x509::random_serial_number(random);
    parts.issuer = issuer.name;
    parts.validity = x509::validity(profile.not_before, profile.not_after);
    parts.subject = to_bytes(subject);
    parts.subject_public_key_info = to_bytes(subject_public_key_info);
    parts.extensions = extensions_of(profile);
    parts.extensions.push_back(make::subject_key_identifier(make::key_identifier(subject_public_key_info)));
    parts.extensions.push_back(make::authority_key_identifier(issuer.key_identifier));
    return make::sign(parts, {issuer.key, issuer.algorithm, random});
}

} // namespace vitrine::apps::ca
