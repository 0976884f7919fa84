// What is refused in the messages of a handshake, one row a way to spoil one.
#include "tests/tls/connection/refusals.h"

#include "tls/messages/handshake_message.h"
#include "tls/wire/codec.h"

namespace vitrine::tests {

using namespace tls;

namespace {

using Description = AlertDescription;

// Decodes, changes and encodes again.
template <class M, class Change> Bytes changed(View body, Change change) {
    M message = decode<M>("Message", body);
    change(message);
    return encode(message);
}

template <class Change> Bytes server_hello(View body, Change change) { return changed<ServerHello>(body, change); }
template <class Change> Bytes client_hello(View body, Change change) { return changed<ClientHello>(body, change); }
template <class Change> Bytes server_exchange(View body, Change change) {
    return changed<ServerKeyExchange>(body, change);
}

template <class M> void drop(M& hello, ExtensionType type) {
    std::erase_if(*hello.extensions, [&](const Extension& extension) { return extension.type == type; });
}

template <class M> void replace(M& hello, const Extension& extension) {
    drop(hello, extension.type);
    hello.extensions->push_back(extension);
}

Bytes with_one_byte_more(View body) {
    Bytes longer = to_bytes(body);
    longer.push_back(0);
    return longer;
}

Bytes without_the_last_byte(View body) { return to_bytes(body.first(body.size() - 1)); }

const Extension two_protocols{ExtensionType::application_layer_protocol_negotiation,
                              ApplicationProtocols{{{{'h', '2'}}, {{'x'}}}}};
const Extension other_protocol{ExtensionType::application_layer_protocol_negotiation,
                               ApplicationProtocols{{{{'f', 't', 'p'}}}}};
const Extension no_uncompressed{ExtensionType::ec_point_formats,
                                EcPointFormats{{EcPointFormat::ansi_x962_compressed_prime}}};
const Extension old_verify_data{ExtensionType::renegotiation_info, RenegotiationInfo{Bytes(12, 7)}};
const Extension ticket{ExtensionType::session_ticket, SessionTicket{}};

std::vector<Refusal> refused_in_a_server_hello() {
    using T = HandshakeType;
    constexpr Role us = Role::client;
    // clang-format off
    return {
        {"server_version", us, T::server_hello, [](View b) { return server_hello(b, [](auto& h) { h.server_version = ProtocolVersion::tls11; }); },
         Description::protocol_version, "TLS 1.1"},
        {"suite_not_offered", us, T::server_hello, [](View b) { return server_hello(b, [](auto& h) { h.cipher_suite = CipherSuite{0x002f}; }); },
         Description::illegal_parameter, "which was not offered"},
        {"export_suite", us, T::server_hello, [](View b) { return server_hello(b, [](auto& h) { h.cipher_suite = CipherSuite{0x0003}; }); }, // FREAK
         Description::illegal_parameter, "which was not offered"},
        {"compression", us, T::server_hello, [](View b) { return server_hello(b, [](auto& h) { h.compression_method = CompressionMethod::deflate; }); }, // CRIME
         Description::illegal_parameter, "compression"},
        {"extension_not_offered", us, T::server_hello, [](View b) { return server_hello(b, [](auto& h) { h.extensions->push_back(ticket); }); },
         Description::unsupported_extension, "session_ticket"},
        {"extension_twice", us, T::server_hello, [](View b) { return server_hello(b, [](auto& h) { h.extensions->push_back(h.extensions->front()); }); },
         Description::illegal_parameter, "twice"},
        {"no_secure_renegotiation", us, T::server_hello, [](View b) { return server_hello(b, [](auto& h) { drop(h, ExtensionType::renegotiation_info); }); },
         Description::handshake_failure, "secure renegotiation"},
        {"no_extensions_at_all", us, T::server_hello, [](View b) { return server_hello(b, [](auto& h) { h.extensions.reset(); }); },
         Description::handshake_failure, "secure renegotiation"},
        {"renegotiated_connection", us, T::server_hello, [](View b) { return server_hello(b, [](auto& h) { replace(h, old_verify_data); }); }, // CVE-2009-3555
         Description::handshake_failure, "not empty"},
        {"two_protocols", us, T::server_hello, [](View b) { return server_hello(b, [](auto& h) { replace(h, two_protocols); }); },
         Description::decode_error, "exactly one"},
        {"protocol_not_offered", us, T::server_hello, [](View b) { return server_hello(b, [](auto& h) { replace(h, other_protocol); }); },
         Description::illegal_parameter, "not offered"},
        {"compressed_points", us, T::server_hello, [](View b) { return server_hello(b, [](auto& h) { replace(h, no_uncompressed); }); },
         Description::illegal_parameter, "uncompressed"},
        {"server_name_not_empty", us, T::server_hello, [](View b) { return server_hello(b, [](auto& h) { replace(h, {ExtensionType::server_name, ServerNames{{{ServerName{NameType::host_name, {'x'}}}}}}); }); },
         Description::decode_error, "server_name"},
        {"server_hello_too_long", us, T::server_hello, with_one_byte_more, Description::decode_error, "ServerHello"},
        {"server_hello_too_short", us, T::server_hello, without_the_last_byte, Description::decode_error, "ServerHello"},
    };
    // clang-format on
}

std::vector<Refusal> refused_after_a_server_hello() {
    using T = HandshakeType;
    constexpr Role us = Role::client;
    // clang-format off
    return {
        {"no_certificate", us, T::certificate, [](View) { return encode(Certificate{}); }, Description::decode_error, "no certificate"},
        {"eleven_certificates", us, T::certificate, [](View b) { return changed<Certificate>(b, [](auto& m) { m.certificate_list.resize(11, m.certificate_list[0]); }); },
         Description::bad_certificate, "more than 10"},
        {"certificate_is_no_der", us, T::certificate, [](View) { return encode(Certificate{{{Bytes(20, 0x30)}}}); }, Description::bad_certificate, "Certificate"},
        {"key_of_another_kind", us, T::certificate, [](View) { return encode(Certificate{{{to_bytes(identity("server_ec").certificate().der())}}}); },
         Description::unsupported_certificate, "not of the kind"},
        {"explicit_curve", us, T::server_key_exchange, [](View b) { Bytes body = to_bytes(b); body[0] = 1; return body; }, // CVE-2020-0601
         Description::illegal_parameter, "curve of its own"},
        {"group_not_offered", us, T::server_key_exchange, [](View b) { return server_exchange(b, [](auto& m) { m.params.named_curve = NamedGroup::secp521r1; }); },
         Description::illegal_parameter, "secp521r1"},
        {"scheme_not_offered", us, T::server_key_exchange, [](View b) { return server_exchange(b, [](auto& m) { m.algorithm = SignatureScheme::rsa_pkcs1_sha1; }); }, // SLOTH
         Description::illegal_parameter, "which was not offered"},
        {"scheme_of_another_key", us, T::server_key_exchange, [](View b) { return server_exchange(b, [](auto& m) { m.algorithm = SignatureScheme::ecdsa_secp256r1_sha256; }); },
         Description::illegal_parameter, "does not fit its key"},
        {"wrong_signature", us, T::server_key_exchange, [](View b) { return server_exchange(b, [](auto& m) { m.signature[100] ^= 1; }); },
         Description::decrypt_error, "does not verify over client_random"},
        {"point_not_signed", us, T::server_key_exchange, [](View b) { return server_exchange(b, [](auto& m) { m.params.public_point[3] ^= 1; }); },
         Description::decrypt_error, "does not verify"},
        {"empty_signature", us, T::server_key_exchange, [](View b) { return server_exchange(b, [](auto& m) { m.signature.clear(); }); },
         Description::decrypt_error, "does not verify"},
        {"server_hello_done_with_content", us, T::server_hello_done, with_one_byte_more, Description::decode_error, "ServerHelloDone"},
        {"verify_data", us, T::finished, [](View b) { Bytes body = to_bytes(b); body[11] ^= 1; return body; }, Description::decrypt_error, "verify_data"},
        {"verify_data_too_short", us, T::finished, without_the_last_byte, Description::decode_error, "Finished"},
    };
    // clang-format on
}

std::vector<Refusal> refused_by_the_server() {
    using T = HandshakeType;
    constexpr Role us = Role::server;
    // clang-format off
    return {
        {"client_version", us, T::client_hello, [](View b) { return client_hello(b, [](auto& h) { h.client_version = ProtocolVersion::tls11; }); },
         Description::protocol_version, "TLS 1.1"},
        {"fallback", us, T::client_hello, [](View b) { return client_hello(b, [](auto& h) { h.client_version = ProtocolVersion::tls11; h.cipher_suites.push_back(CipherSuite::tls_fallback_scsv); }); }, // POODLE's dance
         Description::inappropriate_fallback, "fell back"},
        {"no_null_compression", us, T::client_hello, [](View b) { return client_hello(b, [](auto& h) { h.compression_methods = {CompressionMethod::deflate}; }); },
         Description::illegal_parameter, "null"},
        {"extension_twice", us, T::client_hello, [](View b) { return client_hello(b, [](auto& h) { h.extensions->push_back(h.extensions->back()); }); },
         Description::illegal_parameter, "twice"},
        {"no_secure_renegotiation", us, T::client_hello, [](View b) { return client_hello(b, [](auto& h) { drop(h, ExtensionType::renegotiation_info); }); },
         Description::handshake_failure, "secure renegotiation"},
        {"renegotiated_connection", us, T::client_hello, [](View b) { return client_hello(b, [](auto& h) { replace(h, old_verify_data); }); },
         Description::handshake_failure, "not empty"},
        {"compressed_points", us, T::client_hello, [](View b) { return client_hello(b, [](auto& h) { replace(h, no_uncompressed); }); },
         Description::illegal_parameter, "uncompressed"},
        {"no_suite_in_common", us, T::client_hello, [](View b) { return client_hello(b, [](auto& h) { h.cipher_suites = {CipherSuite{0x1301}}; }); },
         Description::handshake_failure, "TLS_AES_128_GCM_SHA256"},
        {"no_group_in_common", us, T::client_hello, [](View b) { return client_hello(b, [](auto& h) { replace(h, {ExtensionType::supported_groups, SupportedGroups{{NamedGroup::x448}}}); }); },
         Description::handshake_failure, "group"},
        {"no_signature_algorithms", us, T::client_hello, [](View b) { return client_hello(b, [](auto& h) { drop(h, ExtensionType::signature_algorithms); }); },
         Description::handshake_failure, "SHA-1"},
        {"alien_protocol", us, T::client_hello, [](View b) { return client_hello(b, [](auto& h) { replace(h, other_protocol); }); }, // ALPACA
         Description::no_application_protocol, "application protocols"},
        {"empty_server_name", us, T::client_hello, [](View b) { return client_hello(b, [](auto& h) { replace(h, {ExtensionType::server_name, ServerNames{}}); }); },
         Description::decode_error, "server_name"},
        {"client_hello_too_long", us, T::client_hello, with_one_byte_more, Description::decode_error, "ClientHello"},
        {"client_hello_empty", us, T::client_hello, [](View) { return Bytes{}; }, Description::decode_error, "ClientHello"},
        {"no_suites_at_all", us, T::client_hello, [](View b) { Bytes body = to_bytes(b.first(35)); append(body, Bytes{0, 0, 1, 0}); return body; },
         Description::decode_error, "cipher_suites"},
        {"no_client_certificate", us, T::certificate, [](View) { return encode(Certificate{}); }, Description::handshake_failure, "no certificate"},
        {"client_certificate_is_no_der", us, T::certificate, [](View) { return encode(Certificate{{{Bytes(20, 0x30)}}}); }, Description::bad_certificate, "Certificate"},
        {"point_too_short", us, T::client_key_exchange, [](View) { return encode(ClientKeyExchange{Bytes(31, 9)}); }, Description::illegal_parameter, "public point"},
        {"small_order_point", us, T::client_key_exchange, [](View) { return encode(ClientKeyExchange{Bytes(32, 0)}); }, Description::illegal_parameter, "zero"}, // RFC 7748 §6.1
        {"no_point", us, T::client_key_exchange, [](View) { return Bytes{0}; }, Description::decode_error, "ClientKeyExchange"},
        {"scheme_not_asked_for", us, T::certificate_verify, [](View b) { return changed<CertificateVerify>(b, [](auto& m) { m.algorithm = SignatureScheme::ecdsa_sha1; }); },
         Description::illegal_parameter, "not asked for"},
        {"scheme_of_another_key", us, T::certificate_verify, [](View b) { return changed<CertificateVerify>(b, [](auto& m) { m.algorithm = SignatureScheme::rsa_pss_rsae_sha256; }); },
         Description::illegal_parameter, "does not fit"},
        {"possession_not_proven", us, T::certificate_verify, [](View b) { return changed<CertificateVerify>(b, [](auto& m) { m.signature.back() ^= 1; }); },
         Description::decrypt_error, "does not verify over the handshake messages"},
        {"verify_data", us, T::finished, [](View b) { Bytes body = to_bytes(b); body[0] ^= 0x80; return body; }, Description::decrypt_error, "verify_data"},
    };
    // clang-format on
}

} // namespace

std::vector<Refusal> all_refusals() {
    std::vector<Refusal> all = refused_in_a_server_hello();
    for (const auto& table : {refused_after_a_server_hello(), refused_by_the_server()})
        all.insert(all.end(), table.begin(), table.end());
    return all;
}

} // namespace vitrine::tests
