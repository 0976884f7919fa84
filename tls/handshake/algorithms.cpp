// Registered numbers seen as the algorithms of crypto/ (RFC 8446 §4.2.3, RFC 8422 §5.1.1).
#include "tls/handshake/algorithms.h"

#include <array>

namespace vitrine::tls {

namespace {

using crypto::HashAlgorithm;
using Kind = crypto::SignatureAlgorithm::Kind;

enum class Key : std::uint8_t { rsa, rsa_pss, ec };

struct SchemeInfo {
    SignatureScheme scheme;
    Key key;
    crypto::SignatureAlgorithm algorithm;
};

// In TLS 1.2 an ECDSA scheme binds the hash alone, not the curve (RFC 8446 §4.2.3, last paragraphs).
// clang-format off
constexpr std::array table{
    SchemeInfo{SignatureScheme::rsa_pkcs1_sha256,       Key::rsa,     {Kind::rsa_pkcs1, HashAlgorithm::sha256}},
    SchemeInfo{SignatureScheme::ecdsa_secp256r1_sha256, Key::ec,      {Kind::ecdsa,     HashAlgorithm::sha256}},
    SchemeInfo{SignatureScheme::rsa_pkcs1_sha384,       Key::rsa,     {Kind::rsa_pkcs1, HashAlgorithm::sha384}},
    SchemeInfo{SignatureScheme::ecdsa_secp384r1_sha384, Key::ec,      {Kind::ecdsa,     HashAlgorithm::sha384}},
    SchemeInfo{SignatureScheme::rsa_pkcs1_sha512,       Key::rsa,     {Kind::rsa_pkcs1, HashAlgorithm::sha512}},
    SchemeInfo{SignatureScheme::ecdsa_secp521r1_sha512, Key::ec,      {Kind::ecdsa,     HashAlgorithm::sha512}},
    SchemeInfo{SignatureScheme::rsa_pss_rsae_sha256,    Key::rsa,     {Kind::rsa_pss,   HashAlgorithm::sha256}},
    SchemeInfo{SignatureScheme::rsa_pss_rsae_sha384,    Key::rsa,     {Kind::rsa_pss,   HashAlgorithm::sha384}},
    SchemeInfo{SignatureScheme::rsa_pss_rsae_sha512,    Key::rsa,     {Kind::rsa_pss,   HashAlgorithm::sha512}},
    SchemeInfo{SignatureScheme::rsa_pss_pss_sha256,     Key::rsa_pss, {Kind::rsa_pss,   HashAlgorithm::sha256}},
    SchemeInfo{SignatureScheme::rsa_pss_pss_sha384,     Key::rsa_pss, {Kind::rsa_pss,   HashAlgorithm::sha384}},
    SchemeInfo{SignatureScheme::rsa_pss_pss_sha512,     Key::rsa_pss, {Kind::rsa_pss,   HashAlgorithm::sha512}},
};
// clang-format on

const SchemeInfo* find_scheme(SignatureScheme scheme) {
    for (const SchemeInfo& row : table)
        if (row.scheme == scheme) return &row;
    return nullptr;
}

Key kind_of(const CertifiedKey& key) {
    if (std::holds_alternative<crypto::EcdsaPublicKey>(key.key)) return Key::ec;
    return key.is_pss_only ? Key::rsa_pss : Key::rsa;
}

} // namespace

std::optional<crypto::Curve> curve_of(NamedGroup group) {
    switch (group) {
    case NamedGroup::x25519: return crypto::Curve::x25519;
    case NamedGroup::secp256r1: return crypto::Curve::secp256r1;
    case NamedGroup::secp384r1: return crypto::Curve::secp384r1;
    default: return std::nullopt;
    }
}

std::optional<crypto::SignatureAlgorithm> algorithm_of(SignatureScheme scheme) {
    const SchemeInfo* row = find_scheme(scheme);
    if (row == nullptr) return std::nullopt;
    return row->algorithm;
}

CertifiedKey certified_key(const x509::Certificate& certificate) {
    return {*certificate.public_key(), certificate.key_is_pss_only(), certificate.pss_hash()};
}

bool fits(SignatureScheme scheme, const CertifiedKey& key) {
    const SchemeInfo* row = find_scheme(scheme);
    if (row == nullptr || row->key != kind_of(key)) return false;
    return !key.pss_hash || *key.pss_hash == row->algorithm.hash;
}

Authentication authentication_by(const crypto::PublicKey& key) {
    return std::holds_alternative<crypto::EcdsaPublicKey>(key) ? Authentication::ecdsa : Authentication::rsa;
}

} // namespace vitrine::tls
