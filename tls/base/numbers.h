// Every number of a registry that vitrine knows by name, in registry order (IANA "TLS Parameters").
// A number from the wire that is not listed here is kept as it is; name_of then prints "unknown(0x1a1a)".
#pragma once

#include <cstdint>
#include <string>

namespace vitrine::tls {

enum class ContentType : std::uint8_t { // RFC 5246 §6.2.1
    change_cipher_spec = 20,
    alert = 21,
    handshake = 22,
    application_data = 23,
    heartbeat = 24, // RFC 6520: never accepted
};

enum class ProtocolVersion : std::uint16_t { // RFC 5246 §6.2.1
    ssl20 = 0x0002,
    ssl30 = 0x0300,
    tls10 = 0x0301,
    tls11 = 0x0302,
    tls12 = 0x0303,
    tls13 = 0x0304,
};

enum class HandshakeType : std::uint8_t { // RFC 5246 §7.4
    hello_request = 0,
    client_hello = 1,
    server_hello = 2,
    new_session_ticket = 4, // RFC 5077 §3.3
    certificate = 11,
    server_key_exchange = 12,
    certificate_request = 13,
    server_hello_done = 14,
    certificate_verify = 15,
    client_key_exchange = 16,
    finished = 20,
    certificate_url = 21,    // RFC 6066 §5: never sent
    certificate_status = 22, // RFC 6066 §8
};

enum class AlertLevel : std::uint8_t { warning = 1, fatal = 2 }; // RFC 5246 §7.2

enum class AlertDescription : std::uint8_t { // RFC 5246 §7.2
    close_notify = 0,
    unexpected_message = 10,
    bad_record_mac = 20,
    record_overflow = 22,
    handshake_failure = 40,
    bad_certificate = 42,
    unsupported_certificate = 43,
    certificate_revoked = 44,
    certificate_expired = 45,
    certificate_unknown = 46,
    illegal_parameter = 47,
    unknown_ca = 48,
    access_denied = 49,
    decode_error = 50,
    decrypt_error = 51,
    protocol_version = 70,
    insufficient_security = 71,
    internal_error = 80,
    inappropriate_fallback = 86, // RFC 7507 §2
    user_canceled = 90,
    no_renegotiation = 100,
    unsupported_extension = 110,
    certificate_unobtainable = 111,        // RFC 6066 §5
    unrecognized_name = 112,               // RFC 6066 §3
    bad_certificate_status_response = 113, // RFC 6066 §8
    no_application_protocol = 120,         // RFC 7301 §3.2
};

enum class CipherSuite : std::uint16_t {
    tls_empty_renegotiation_info_scsv = 0x00ff, // RFC 5746 §3.3
    tls_fallback_scsv = 0x5600,                 // RFC 7507 §2
    tls_ecdhe_ecdsa_with_aes_128_gcm_sha256 = 0xc02b,
    tls_ecdhe_ecdsa_with_aes_256_gcm_sha384 = 0xc02c,
    tls_ecdhe_rsa_with_aes_128_gcm_sha256 = 0xc02f,
    tls_ecdhe_rsa_with_aes_256_gcm_sha384 = 0xc030,
    tls_ecdhe_rsa_with_chacha20_poly1305_sha256 = 0xcca8, // RFC 7905 §2
    tls_ecdhe_ecdsa_with_chacha20_poly1305_sha256 = 0xcca9,
};

enum class CompressionMethod : std::uint8_t { null = 0, deflate = 1 };

enum class EcCurveType : std::uint8_t { explicit_prime = 1, explicit_char2 = 2, named_curve = 3 }; // RFC 8422 §5.4

enum class EcPointFormat : std::uint8_t { // RFC 8422 §5.1.2
    uncompressed = 0,
    ansi_x962_compressed_prime = 1,
    ansi_x962_compressed_char2 = 2,
};

enum class NamedGroup : std::uint16_t { // RFC 8422 §5.1.1
    secp256r1 = 23,
    secp384r1 = 24,
    secp521r1 = 25,
    x25519 = 29,
    x448 = 30,
    ffdhe2048 = 256, // RFC 7919 §2, like the four below: met in hellos, never used
    ffdhe3072 = 257,
    ffdhe4096 = 258,
    ffdhe6144 = 259,
    ffdhe8192 = 260,
};

enum class SignatureScheme : std::uint16_t { // RFC 8446 §4.2.3; in TLS 1.2 the same two bytes are hash and signature
    rsa_pkcs1_sha1 = 0x0201,
    ecdsa_sha1 = 0x0203,
    rsa_pkcs1_sha256 = 0x0401,
    ecdsa_secp256r1_sha256 = 0x0403,
    rsa_pkcs1_sha384 = 0x0501,
    ecdsa_secp384r1_sha384 = 0x0503,
    rsa_pkcs1_sha512 = 0x0601,
    ecdsa_secp521r1_sha512 = 0x0603,
    rsa_pss_rsae_sha256 = 0x0804,
    rsa_pss_rsae_sha384 = 0x0805,
    rsa_pss_rsae_sha512 = 0x0806,
    ed25519 = 0x0807,
    ed448 = 0x0808,
    rsa_pss_pss_sha256 = 0x0809,
    rsa_pss_pss_sha384 = 0x080a,
    rsa_pss_pss_sha512 = 0x080b,
};

enum class ClientCertificateType : std::uint8_t { rsa_sign = 1, dss_sign = 2, ecdsa_sign = 64 }; // RFC 5246 §7.4.4

enum class NameType : std::uint8_t { host_name = 0 }; // RFC 6066 §3

enum class MaxFragmentLength : std::uint8_t {
    bytes_512 = 1,
    bytes_1024 = 2,
    bytes_2048 = 3,
    bytes_4096 = 4
}; // RFC 6066 §4

enum class CertificateStatusType : std::uint8_t { ocsp = 1 }; // RFC 6066 §8

enum class ExtensionType : std::uint16_t {
    server_name = 0,
    max_fragment_length = 1,
    status_request = 5,
    supported_groups = 10,
    ec_point_formats = 11,
    signature_algorithms = 13,
    heartbeat = 15,
    application_layer_protocol_negotiation = 16,
    signed_certificate_timestamp = 18,
    padding = 21,
    encrypt_then_mac = 22,
    extended_master_secret = 23,
    record_size_limit = 28,
    session_ticket = 35,
    supported_versions = 43,
    psk_key_exchange_modes = 45,
    key_share = 51,
    renegotiation_info = 0xff01,
};

} // namespace vitrine::tls
