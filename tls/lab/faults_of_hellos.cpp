// Faults of hellos: what was not offered, what is too old, what is not TLS (RFC 5246 §7.4.1).
#include "tls/lab/fault_tables.h"

#include <algorithm>
#include <array>

namespace vitrine::tls {

namespace {

constexpr CipherSuite rsa_export_with_rc4_40_md5{0x0003}; // RFC 2246 §A.5

void choose_export_suite(ScriptedEnd& end, const Content& due) {
    say_changed<ServerHello>(end, due, [](auto& hello) { hello.cipher_suite = rsa_export_with_rc4_40_md5; });
}

void choose_compression(ScriptedEnd& end, const Content& due) {
    say_changed<ServerHello>(end, due, [](auto& hello) { hello.compression_method = CompressionMethod::deflate; });
}

void offer_compression_alone(ScriptedEnd& end, const Content& due) {
    say_changed<ClientHello>(end, due, [](auto& hello) { hello.compression_methods = {CompressionMethod::deflate}; });
}

void agree_to_heartbeat(ScriptedEnd& end, const Content& due) {
    say_changed<ServerHello>(end, due, [](auto& hello) {
        hello.extensions->push_back({ExtensionType::heartbeat, UnknownExtension{{1}}}); // RFC 6520 §2
    });
}

void one_extension_twice(ScriptedEnd& end, const Content& due) {
    say_changed<ClientHello>(end, due, [](auto& hello) { hello.extensions->push_back(hello.extensions->back()); });
}

void choose_tls10(ScriptedEnd& end, const Content& due) {
    say_changed<ServerHello>(end, due, [](auto& hello) { hello.server_version = ProtocolVersion::tls10; });
}

void fall_back(ScriptedEnd& end, const Content& due) {
    say_changed<ClientHello>(end, due, [](auto& hello) {
        hello.client_version = ProtocolVersion::tls11;
        hello.cipher_suites.push_back(CipherSuite::tls_fallback_scsv);
    });
}

void ssl2_hello(ScriptedEnd& end, const Content&) { // RFC 5246 §E.2
    Bytes hello{0x80, 0x2e, 1, 0, 2, 0, 21, 0, 0, 0, 16};
    hello.resize(hello.size() + 21 + 16, 7); // cipher specs and challenge
    end.say_bytes(hello);
}

void http_request(ScriptedEnd& end, const Content&) {
    end.say_bytes(as_bytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
}

template <class M> void replace(M& hello, const Extension& extension) {
    std::erase_if(*hello.extensions, [&](const Extension& old) { return old.type == extension.type; });
    hello.extensions->push_back(extension);
}

Extension protocol_ftp() {
    return {ExtensionType::application_layer_protocol_negotiation, ApplicationProtocols{{{{'f', 't', 'p'}}}}};
}

void offer_ftp(ScriptedEnd& end, const Content& due) {
    say_changed<ClientHello>(end, due, [](auto& hello) { replace(hello, protocol_ftp()); });
}

void choose_ftp(ScriptedEnd& end, const Content& due) {
    say_changed<ServerHello>(end, due, [](auto& hello) { replace(hello, protocol_ftp()); });
}

void both_speak_h2(ClientConfig& client, ServerConfig& server) {
    client.preferences.alpn_protocols = server.preferences.alpn_protocols = {"h2"};
}

void without_renegotiation_info(ScriptedEnd& end, const Content& due) {
    say_changed<ServerHello>(end, due, [](auto& hello) {
        std::erase_if(*hello.extensions,
                      [](const Extension& extension) { return extension.type == ExtensionType::renegotiation_info; });
    });
}

void with_old_verify_data(ScriptedEnd& end, const Content& due) {
    say_changed<ClientHello>(end, due, [](auto& hello) {
        replace(hello, {ExtensionType::renegotiation_info, RenegotiationInfo{Bytes(12, 7)}});
    });
}

using enum AlertDescription;
using enum Message;
constexpr Role client = Role::client;
constexpr Role server = Role::server;

// clang-format off
constexpr std::array faults{
    Fault{"export-suite", server, server_hello, choose_export_suite, illegal_parameter,
          "which was not offered", "CVE-2015-0204 (FREAK)",
          "The server chooses TLS_RSA_EXPORT_WITH_RC4_40_MD5, which nobody offered: 40 bits, as export law once demanded."},
    Fault{"compression", server, server_hello, choose_compression, illegal_parameter,
          "compression", "CVE-2012-4929 (CRIME)",
          "The server turns compression on: the length of records would tell what is in them."},
    Fault{"compression-alone", client, client_hello, offer_compression_alone, illegal_parameter,
          "null", "RFC 5246 §7.4.1.2",
          "The client offers compression and not even the choice of none."},
    Fault{"extension-not-offered", server, server_hello, agree_to_heartbeat, unsupported_extension,
          "heartbeat", "RFC 5246 §7.4.1.4",
          "The server agrees to heartbeats that the client did not ask for."},
    Fault{"extension-twice", client, client_hello, one_extension_twice, illegal_parameter,
          "twice", "RFC 5246 §7.4.1.4",
          "An extension stands twice in the ClientHello, so that two readers may take different ones."},
    Fault{"version-10", server, server_hello, choose_tls10, protocol_version,
          "TLS 1.0", "RFC 8996, CVE-2011-3389 (BEAST)",
          "The server chooses TLS 1.0."},
    Fault{"fallback", client, client_hello, fall_back, inappropriate_fallback,
          "fell back", "CVE-2014-3566 (POODLE), RFC 7507 §3",
          "A client that was talked into trying again with TLS 1.1 says so with TLS_FALLBACK_SCSV."},
    Fault{"ssl2", client, client_hello, ssl2_hello, protocol_version,
          "SSL 2.0", "CVE-2016-0800 (DROWN), RFC 6176 §3",
          "The client says hello as SSL 2.0 did."},
    Fault{"http", client, client_hello, http_request, unexpected_message,
          "speaks HTTP, not TLS", "RFC 5246 §6.2.1",
          "The client speaks HTTP in the clear to a port of TLS."},
    Fault{"alpn-alien", client, client_hello, offer_ftp, no_application_protocol,
          "application protocols", "CVE-2021-3618 (ALPACA), RFC 7301 §3.2",
          "The client asks a server of h2 for ftp: a request meant for another service of the same name.",
          both_speak_h2, "-alpn h2"},
    Fault{"alpn-not-offered", server, server_hello, choose_ftp, illegal_parameter,
          "not offered", "RFC 7301 §3.1",
          "The server chooses ftp, which the client did not offer.",
          both_speak_h2, "-alpn h2"},
    Fault{"no-secure-renegotiation", server, server_hello, without_renegotiation_info, handshake_failure,
          "secure renegotiation", "CVE-2009-3555, RFC 5746 §3.4",
          "The server does not say that it knows secure renegotiation: somebody else's handshake may have come before."},
    Fault{"renegotiated-connection", client, client_hello, with_old_verify_data, handshake_failure,
          "not empty", "CVE-2009-3555, RFC 5746 §3.6",
          "A first ClientHello claims to continue another handshake: an attacker's, spliced in before it."},
};
// clang-format on

} // namespace

std::span<const Fault> faults_of_hellos() { return faults; }

} // namespace vitrine::tls
