// The official spelling of every registered number: the registries of IANA, in their own order (RFC 8447).
#include "tls/base/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace vitrine::tls {

namespace {

struct Named {
    std::uint16_t number;
    std::string_view name;
};

// clang-format off
constexpr std::array content_types{
    Named{20, "change_cipher_spec"}, Named{21, "alert"}, Named{22, "handshake"}, Named{23, "application_data"},
    Named{24, "heartbeat"},
};

constexpr std::array protocol_versions{
    Named{0x0002, "SSL 2.0"}, Named{0x0300, "SSL 3.0"}, Named{0x0301, "TLS 1.0"}, Named{0x0302, "TLS 1.1"},
    Named{0x0303, "TLS 1.2"}, Named{0x0304, "TLS 1.3"},
};

constexpr std::array handshake_types{
    Named{0,  "hello_request"},       Named{1,  "client_hello"},       Named{2,  "server_hello"},
    Named{3,  "hello_verify_request"},Named{4,  "new_session_ticket"}, Named{5,  "end_of_early_data"},
    Named{8,  "encrypted_extensions"},Named{11, "certificate"},        Named{12, "server_key_exchange"},
    Named{13, "certificate_request"}, Named{14, "server_hello_done"},  Named{15, "certificate_verify"},
    Named{16, "client_key_exchange"}, Named{20, "finished"},           Named{21, "certificate_url"},
    Named{22, "certificate_status"},  Named{23, "supplemental_data"},  Named{24, "key_update"},
};

constexpr std::array alert_levels{Named{1, "warning"}, Named{2, "fatal"}};

constexpr std::array alert_descriptions{
    Named{0,   "close_notify"},            Named{10,  "unexpected_message"},
    Named{20,  "bad_record_mac"},          Named{21,  "decryption_failed"},
    Named{22,  "record_overflow"},         Named{30,  "decompression_failure"},
    Named{40,  "handshake_failure"},       Named{41,  "no_certificate"},
    Named{42,  "bad_certificate"},         Named{43,  "unsupported_certificate"},
    Named{44,  "certificate_revoked"},     Named{45,  "certificate_expired"},
    Named{46,  "certificate_unknown"},     Named{47,  "illegal_parameter"},
    Named{48,  "unknown_ca"},              Named{49,  "access_denied"},
    Named{50,  "decode_error"},            Named{51,  "decrypt_error"},
    Named{60,  "export_restriction"},      Named{70,  "protocol_version"},
    Named{71,  "insufficient_security"},   Named{80,  "internal_error"},
    Named{86,  "inappropriate_fallback"},  Named{90,  "user_canceled"},
    Named{100, "no_renegotiation"},        Named{109, "missing_extension"},
    Named{110, "unsupported_extension"},   Named{111, "certificate_unobtainable"},
    Named{112, "unrecognized_name"},       Named{113, "bad_certificate_status_response"},
    Named{114, "bad_certificate_hash_value"}, Named{115, "unknown_psk_identity"},
    Named{116, "certificate_required"},    Named{120, "no_application_protocol"},
};

// The suites that vitrine speaks, and those that other stacks commonly offer beside them.
constexpr std::array cipher_suites{
    Named{0x0005, "TLS_RSA_WITH_RC4_128_SHA"},
    Named{0x000a, "TLS_RSA_WITH_3DES_EDE_CBC_SHA"},
    Named{0x0016, "TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA"},
    Named{0x002f, "TLS_RSA_WITH_AES_128_CBC_SHA"},
    Named{0x0032, "TLS_DHE_DSS_WITH_AES_128_CBC_SHA"},
    Named{0x0033, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA"},
    Named{0x0035, "TLS_RSA_WITH_AES_256_CBC_SHA"},
    Named{0x0038, "TLS_DHE_DSS_WITH_AES_256_CBC_SHA"},
    Named{0x0039, "TLS_DHE_RSA_WITH_AES_256_CBC_SHA"},
    Named{0x003c, "TLS_RSA_WITH_AES_128_CBC_SHA256"},
    Named{0x003d, "TLS_RSA_WITH_AES_256_CBC_SHA256"},
    Named{0x0041, "TLS_RSA_WITH_CAMELLIA_128_CBC_SHA"},
    Named{0x0045, "TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA"},
    Named{0x0067, "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256"},
    Named{0x006b, "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256"},
    Named{0x0084, "TLS_RSA_WITH_CAMELLIA_256_CBC_SHA"},
    Named{0x0088, "TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA"},
    Named{0x009c, "TLS_RSA_WITH_AES_128_GCM_SHA256"},
    Named{0x009d, "TLS_RSA_WITH_AES_256_GCM_SHA384"},
    Named{0x009e, "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"},
    Named{0x009f, "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"},
    Named{0x00a2, "TLS_DHE_DSS_WITH_AES_128_GCM_SHA256"},
    Named{0x00a3, "TLS_DHE_DSS_WITH_AES_256_GCM_SHA384"},
    Named{0x00ba, "TLS_RSA_WITH_CAMELLIA_128_CBC_SHA256"},
    Named{0x00c0, "TLS_RSA_WITH_CAMELLIA_256_CBC_SHA256"},
    Named{0x00ff, "TLS_EMPTY_RENEGOTIATION_INFO_SCSV"},
    Named{0x1301, "TLS_AES_128_GCM_SHA256"},
    Named{0x1302, "TLS_AES_256_GCM_SHA384"},
    Named{0x1303, "TLS_CHACHA20_POLY1305_SHA256"},
    Named{0x1304, "TLS_AES_128_CCM_SHA256"},
    Named{0x1305, "TLS_AES_128_CCM_8_SHA256"},
    Named{0x5600, "TLS_FALLBACK_SCSV"},
    Named{0xc007, "TLS_ECDHE_ECDSA_WITH_RC4_128_SHA"},
    Named{0xc008, "TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA"},
    Named{0xc009, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"},
    Named{0xc00a, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"},
    Named{0xc011, "TLS_ECDHE_RSA_WITH_RC4_128_SHA"},
    Named{0xc012, "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA"},
    Named{0xc013, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"},
    Named{0xc014, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"},
    Named{0xc023, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"},
    Named{0xc024, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"},
    Named{0xc027, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"},
    Named{0xc028, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"},
    Named{0xc02b, "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"},
    Named{0xc02c, "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"},
    Named{0xc02f, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"},
    Named{0xc030, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"},
    Named{0xc050, "TLS_RSA_WITH_ARIA_128_GCM_SHA256"},
    Named{0xc051, "TLS_RSA_WITH_ARIA_256_GCM_SHA384"},
    Named{0xc052, "TLS_DHE_RSA_WITH_ARIA_128_GCM_SHA256"},
    Named{0xc053, "TLS_DHE_RSA_WITH_ARIA_256_GCM_SHA384"},
    Named{0xc05c, "TLS_ECDHE_ECDSA_WITH_ARIA_128_GCM_SHA256"},
    Named{0xc05d, "TLS_ECDHE_ECDSA_WITH_ARIA_256_GCM_SHA384"},
    Named{0xc060, "TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256"},
    Named{0xc061, "TLS_ECDHE_RSA_WITH_ARIA_256_GCM_SHA384"},
    Named{0xc072, "TLS_ECDHE_ECDSA_WITH_CAMELLIA_128_CBC_SHA256"},
    Named{0xc073, "TLS_ECDHE_ECDSA_WITH_CAMELLIA_256_CBC_SHA384"},
    Named{0xc076, "TLS_ECDHE_RSA_WITH_CAMELLIA_128_CBC_SHA256"},
    Named{0xc077, "TLS_ECDHE_RSA_WITH_CAMELLIA_256_CBC_SHA384"},
    Named{0xc09c, "TLS_RSA_WITH_AES_128_CCM"},
    Named{0xc09d, "TLS_RSA_WITH_AES_256_CCM"},
    Named{0xc09e, "TLS_DHE_RSA_WITH_AES_128_CCM"},
    Named{0xc09f, "TLS_DHE_RSA_WITH_AES_256_CCM"},
    Named{0xc0a0, "TLS_RSA_WITH_AES_128_CCM_8"},
    Named{0xc0a1, "TLS_RSA_WITH_AES_256_CCM_8"},
    Named{0xc0a2, "TLS_DHE_RSA_WITH_AES_128_CCM_8"},
    Named{0xc0a3, "TLS_DHE_RSA_WITH_AES_256_CCM_8"},
    Named{0xc0ac, "TLS_ECDHE_ECDSA_WITH_AES_128_CCM"},
    Named{0xc0ad, "TLS_ECDHE_ECDSA_WITH_AES_256_CCM"},
    Named{0xc0ae, "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8"},
    Named{0xc0af, "TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8"},
    Named{0xcca8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"},
    Named{0xcca9, "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"},
    Named{0xccaa, "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256"},
    Named{0xccab, "TLS_PSK_WITH_CHACHA20_POLY1305_SHA256"},
    Named{0xccac, "TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256"},
    Named{0xccad, "TLS_DHE_PSK_WITH_CHACHA20_POLY1305_SHA256"},
    Named{0xccae, "TLS_RSA_PSK_WITH_CHACHA20_POLY1305_SHA256"},
};

constexpr std::array compression_methods{Named{0, "NULL"}, Named{1, "DEFLATE"}, Named{64, "LZS"}};

constexpr std::array ec_curve_types{Named{1, "explicit_prime"}, Named{2, "explicit_char2"}, Named{3, "named_curve"}};

constexpr std::array ec_point_formats{
    Named{0, "uncompressed"}, Named{1, "ansiX962_compressed_prime"}, Named{2, "ansiX962_compressed_char2"},
};

constexpr std::array named_groups{
    Named{21,  "secp224r1"},       Named{22,  "secp256k1"},       Named{23,  "secp256r1"},
    Named{24,  "secp384r1"},       Named{25,  "secp521r1"},       Named{26,  "brainpoolP256r1"},
    Named{27,  "brainpoolP384r1"}, Named{28,  "brainpoolP512r1"}, Named{29,  "x25519"},
    Named{30,  "x448"},            Named{256, "ffdhe2048"},       Named{257, "ffdhe3072"},
    Named{258, "ffdhe4096"},       Named{259, "ffdhe6144"},       Named{260, "ffdhe8192"},
    Named{0x11ec, "X25519MLKEM768"},
};

// Below 0x0800 the two bytes are hash and signature (RFC 5246 §7.4.1.4.1); pairs that TLS 1.3 does not name are
// written here in the manner of those it does.
constexpr std::array signature_schemes{
    Named{0x0201, "rsa_pkcs1_sha1"},         Named{0x0202, "dsa_sha1"},
    Named{0x0203, "ecdsa_sha1"},             Named{0x0301, "rsa_pkcs1_sha224"},
    Named{0x0302, "dsa_sha224"},             Named{0x0303, "ecdsa_sha224"},
    Named{0x0401, "rsa_pkcs1_sha256"},       Named{0x0402, "dsa_sha256"},
    Named{0x0403, "ecdsa_secp256r1_sha256"}, Named{0x0501, "rsa_pkcs1_sha384"},
    Named{0x0502, "dsa_sha384"},             Named{0x0503, "ecdsa_secp384r1_sha384"},
    Named{0x0601, "rsa_pkcs1_sha512"},       Named{0x0602, "dsa_sha512"},
    Named{0x0603, "ecdsa_secp521r1_sha512"}, Named{0x0804, "rsa_pss_rsae_sha256"},
    Named{0x0805, "rsa_pss_rsae_sha384"},    Named{0x0806, "rsa_pss_rsae_sha512"},
    Named{0x0807, "ed25519"},                Named{0x0808, "ed448"},
    Named{0x0809, "rsa_pss_pss_sha256"},     Named{0x080a, "rsa_pss_pss_sha384"},
    Named{0x080b, "rsa_pss_pss_sha512"},
};

constexpr std::array client_certificate_types{
    Named{1, "rsa_sign"},         Named{2, "dss_sign"},    Named{3, "rsa_fixed_dh"},    Named{4, "dss_fixed_dh"},
    Named{64, "ecdsa_sign"},      Named{65, "rsa_fixed_ecdh"}, Named{66, "ecdsa_fixed_ecdh"},
};

constexpr std::array name_types{Named{0, "host_name"}};

constexpr std::array max_fragment_lengths{Named{1, "2^9"}, Named{2, "2^10"}, Named{3, "2^11"}, Named{4, "2^12"}};

constexpr std::array certificate_status_types{Named{1, "ocsp"}, Named{2, "ocsp_multi"}};

constexpr std::array extension_types{
    Named{0,  "server_name"},                 Named{1,  "max_fragment_length"},
    Named{2,  "client_certificate_url"},      Named{3,  "trusted_ca_keys"},
    Named{4,  "truncated_hmac"},              Named{5,  "status_request"},
    Named{6,  "user_mapping"},                Named{7,  "client_authz"},
    Named{8,  "server_authz"},                Named{9,  "cert_type"},
    Named{10, "supported_groups"},            Named{11, "ec_point_formats"},
    Named{12, "srp"},                         Named{13, "signature_algorithms"},
    Named{14, "use_srtp"},                    Named{15, "heartbeat"},
    Named{16, "application_layer_protocol_negotiation"},
    Named{17, "status_request_v2"},           Named{18, "signed_certificate_timestamp"},
    Named{19, "client_certificate_type"},     Named{20, "server_certificate_type"},
    Named{21, "padding"},                     Named{22, "encrypt_then_mac"},
    Named{23, "extended_master_secret"},      Named{24, "token_binding"},
    Named{25, "cached_info"},                 Named{26, "tls_lts"},
    Named{27, "compress_certificate"},        Named{28, "record_size_limit"},
    Named{29, "pwd_protect"},                 Named{30, "pwd_clear"},
    Named{31, "password_salt"},               Named{32, "ticket_pinning"},
    Named{33, "tls_cert_with_extern_psk"},    Named{34, "delegated_credential"},
    Named{35, "session_ticket"},              Named{41, "pre_shared_key"},
    Named{42, "early_data"},                  Named{43, "supported_versions"},
    Named{44, "cookie"},                      Named{45, "psk_key_exchange_modes"},
    Named{47, "certificate_authorities"},     Named{48, "oid_filters"},
    Named{49, "post_handshake_auth"},         Named{50, "signature_algorithms_cert"},
    Named{51, "key_share"},                   Named{52, "transparency_info"},
    Named{54, "connection_id"},               Named{55, "external_id_hash"},
    Named{56, "external_session_id"},         Named{57, "quic_transport_parameters"},
    Named{58, "ticket_request"},              Named{59, "dnssec_chain"},
    Named{0xfe0d, "encrypted_client_hello"},  Named{0xff01, "renegotiation_info"},
};
// clang-format on

std::string_view find_in(std::span<const Named> registry, std::uint16_t number) {
    const auto row = std::ranges::lower_bound(registry, number, {}, &Named::number);
    return row != registry.end() && row->number == number ? row->name : std::string_view{};
}

std::string name_in(std::span<const Named> registry, std::uint8_t number) {
    const std::string_view name = find_in(registry, number);
    return name.empty() ? fmt::format("unknown({:#04x})", number) : std::string{name};
}

std::string name_in(std::span<const Named> registry, std::uint16_t number) {
    const std::string_view name = find_in(registry, number);
    if (!name.empty()) return std::string{name};
    return fmt::format("{}({:#06x})", is_grease(number) ? "GREASE" : "unknown", number);
}

template <class Enum> std::string name_in(std::span<const Named> registry, Enum value) {
    return name_in(registry, static_cast<std::underlying_type_t<Enum>>(value));
}

constexpr bool sorted(std::span<const Named> registry) { return std::ranges::is_sorted(registry, {}, &Named::number); }
static_assert(sorted(handshake_types) && sorted(alert_descriptions) && sorted(cipher_suites) && sorted(named_groups) &&
              sorted(signature_schemes) && sorted(client_certificate_types) && sorted(extension_types));

} // namespace

std::string name_of(ContentType value) { return name_in(content_types, value); }
std::string name_of(ProtocolVersion value) { return name_in(protocol_versions, value); }
std::string name_of(HandshakeType value) { return name_in(handshake_types, value); }
std::string name_of(AlertLevel value) { return name_in(alert_levels, value); }
std::string name_of(AlertDescription value) { return name_in(alert_descriptions, value); }
std::string name_of(CipherSuite value) { return name_in(cipher_suites, value); }
std::string name_of(CompressionMethod value) { return name_in(compression_methods, value); }
std::string name_of(EcCurveType value) { return name_in(ec_curve_types, value); }
std::string name_of(EcPointFormat value) { return name_in(ec_point_formats, value); }
std::string name_of(NamedGroup value) { return name_in(named_groups, value); }
std::string name_of(SignatureScheme value) { return name_in(signature_schemes, value); }
std::string name_of(ClientCertificateType value) { return name_in(client_certificate_types, value); }
std::string name_of(NameType value) { return name_in(name_types, value); }
std::string name_of(MaxFragmentLength value) { return name_in(max_fragment_lengths, value); }
std::string name_of(CertificateStatusType value) { return name_in(certificate_status_types, value); }
std::string name_of(ExtensionType value) { return name_in(extension_types, value); }

} // namespace vitrine::tls
