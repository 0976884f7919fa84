// The ASN.1 types that certificates and keys are made of, each read by one function (RFC 5280 §4.1).
#pragma once

#include "tls/x509/asn1/der.h"
#include "tls/x509/certificate/certificate.h"

namespace vitrine::x509 {

// Name ::= RDNSequence                                                                    RFC 5280 §4.1.2.4
Name read_name(DerReader& reader, std::string_view name);

// Bytes of unknown character as text that no terminal obeys: "\1B" for what is not printable ASCII.
std::string printable(View bytes);

// Time ::= CHOICE { utcTime, generalTime }                                                RFC 5280 §4.1.2.5
std::chrono::sys_seconds read_time(DerReader& reader, std::string_view name);
std::string format_time(std::chrono::sys_seconds time); // "2026-01-31 12:00:00 UTC"

// AlgorithmIdentifier of a signature                                                      RFC 5280 §4.1.1.2
struct NamedSignatureAlgorithm {
    std::string name;
    std::optional<crypto::SignatureAlgorithm> algorithm; // nothing if it is none of ours
};
NamedSignatureAlgorithm read_signature_algorithm(DerReader& reader, std::string_view name);

// AlgorithmIdentifier of a key                                                            RFC 5280 §4.1.2.7
struct KeyAlgorithm {
    enum class Kind : std::uint8_t { rsa, rsa_pss, ec, other } kind = Kind::other;
    std::string name;                              // "rsaEncryption", "EC secp256r1", "EC with explicit parameters"
    std::optional<crypto::Curve> curve;            // of EC, if it is one of ours
    std::optional<crypto::HashAlgorithm> pss_hash; // of RSASSA-PSS, if the key is for signatures by this one alone
};
std::optional<crypto::Curve> curve_of(std::string_view identifier); // nothing for curves that we do not use
KeyAlgorithm read_key_algorithm(DerReader& reader, std::string_view name);

// SubjectPublicKeyInfo                                                                    RFC 5280 §4.1.2.7
struct NamedPublicKey {
    std::string name;                     // "RSA 2048 bits", or what it is instead of a key that we use
    std::optional<crypto::PublicKey> key; // nothing if it is of a kind, curve or size that we do not use
    bool pss_only = false;
    std::optional<crypto::HashAlgorithm> pss_hash; // the only one by which it signs, if it says so
};
NamedPublicKey read_public_key(DerReader& reader, std::string_view name);

// Extensions                                                                              RFC 5280 §4.1.2.9
Extensions read_extensions(DerReader& reader);

} // namespace vitrine::x509
