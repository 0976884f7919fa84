// ClientHello: what the client offers, and what a server checks of it before it chooses (RFC 5246 §7.4.1.2).
#include "tls/handshake/certificate_status.h"
#include "tls/handshake/grease.h"
#include "tls/handshake/moves.h"
#include "tls/handshake/resumption.h"

#include "tls/wire/codec.h"

#include <algorithm>

namespace vitrine::tls {

namespace {

Extension server_name_extension(const std::string& host) { // RFC 6066 §3
    return {ExtensionType::server_name, ServerNames{{{ServerName{NameType::host_name, to_bytes(as_bytes(host))}}}}};
}

Extension protocols_extension(const std::vector<std::string>& protocols) { // RFC 7301 §3.1
    ApplicationProtocols list;
    for (const std::string& protocol : protocols) list.protocol_name_list.push_back({to_bytes(as_bytes(protocol))});
    return {ExtensionType::application_layer_protocol_negotiation, list};
}

Extensions offered_extensions(const ClientConfig& config) {
    const Preferences& ours = config.preferences;
    Extensions extensions;
    if (!config.server_name.empty()) extensions.push_back(server_name_extension(config.server_name));
    if (ours.extended_master_secret)
        extensions.push_back({ExtensionType::extended_master_secret, ExtendedMasterSecret{}});
    extensions.push_back({ExtensionType::renegotiation_info, RenegotiationInfo{}}); // RFC 5746 §3.4
    extensions.push_back({ExtensionType::supported_groups, SupportedGroups{ours.groups}});
    extensions.push_back({ExtensionType::ec_point_formats, EcPointFormats{{EcPointFormat::uncompressed}}});
    extensions.push_back({ExtensionType::signature_algorithms, SignatureAlgorithms{ours.signature_schemes}});
    if (!ours.alpn_protocols.empty()) extensions.push_back(protocols_extension(ours.alpn_protocols));
    offer_record_limits(config, extensions);
    offer_status_request(config, extensions);
    return extensions;
}

// By a ticket or a session ID; an empty ticket says that one would be welcome (RFC 5077 §3.2).
void add_session(const Dialogue& dialogue, ClientHello& hello) {
    const ClientConfig& config = *dialogue.client_config;
    if (config.sessions != nullptr && config.use_tickets)
        hello.extensions->push_back({ExtensionType::session_ticket,
                                     SessionTicket{dialogue.session == nullptr ? Bytes{} : dialogue.session->ticket}});
    if (dialogue.resumption == Resumption::session_id) hello.session_id = dialogue.session->session_id;
    if (dialogue.resumption != Resumption::ticket) return;
    hello.session_id.resize(session_id_size); // by which we recognize that the ticket was taken: RFC 5077 §3.4
    dialogue.environment.random.fill("session_id", hello.session_id);
}

bool contains(const std::vector<CipherSuite>& suites, CipherSuite suite) {
    return std::find(suites.begin(), suites.end(), suite) != suites.end();
}

// Read only to tell a client that speaks TLS 1.3 alone what is wrong: our answer never has such an extension.
struct SupportedVersions { // RFC 8446 §4.2.1
    std::vector<ProtocolVersion> versions;
};

void describe(Wire& wire, SupportedVersions& supported) {
    wire.list("versions", supported.versions, Length::u8, {2, 254});
}

void check_supported_versions(const Dialogue& dialogue, const Extension& extension) {
    const View content = std::get<UnknownExtension>(extension.body).content;
    const auto versions = decode<SupportedVersions>("supported_versions", content).versions;
    dialogue.check(std::find(versions.begin(), versions.end(), ProtocolVersion::tls12) != versions.end(), [&] {
        return Check{.what = "supported_versions",
                     .found = names_of(versions),
                     .expected = "TLS 1.2 among them",
                     .alert = AlertDescription::protocol_version,
                     .sentence = "TLS 1.2 is not among the versions that the client supports; we speak TLS 1.2 alone",
                     .rfc = "RFC 8446 §4.2.1"};
    });
}

void check_version(const Dialogue& dialogue, const ClientHello& hello) {
    const bool too_old = hello.client_version < ProtocolVersion::tls12;
    const bool fell_back = contains(hello.cipher_suites, CipherSuite::tls_fallback_scsv);
    dialogue.check(!too_old || !fell_back, [&] {
        return Check{.what = "fallback",
                     .found = fell_back ? "TLS_FALLBACK_SCSV with " + name_of(hello.client_version) : "none",
                     .expected = "none below TLS 1.2",
                     .alert = AlertDescription::inappropriate_fallback,
                     .sentence = "the client fell back to an older version although we speak TLS 1.2",
                     .rfc = "RFC 7507 §3"};
    });
    // A higher version than ours is fine: the answer is 1.2 (RFC 5246 §E.1).
    dialogue.check(!too_old, [&] {
        return Check{.what = "client_version",
                     .found = name_of(hello.client_version),
                     .expected = "TLS 1.2 or later",
                     .alert = AlertDescription::protocol_version,
                     .sentence =
                         "the client speaks " + name_of(hello.client_version) + " at most; we speak TLS 1.2 alone",
                     .rfc = "RFC 8996 §4, §5"};
    });
    if (!hello.extensions) return;
    for (const Extension& extension : *hello.extensions)
        if (extension.type == ExtensionType::supported_versions) check_supported_versions(dialogue, extension);
}

void check_extensions(const Dialogue& dialogue, const ClientHello& hello) {
    if (const auto twice = duplicated(hello.extensions))
        refuse(AlertDescription::illegal_parameter, "the client sent the extension " + name_of(*twice) + " twice",
               "RFC 5246 §7.4.1.4");
    if (const auto* names = find<ServerNames>(hello.extensions)) // only a server's answer is empty
        dialogue.check(names->server_name_list.has_value(), [&] {
            return Check{.what = "server_name",
                         .found = names->server_name_list ? "a list of names" : "empty",
                         .expected = "a list of names",
                         .alert = AlertDescription::decode_error,
                         .sentence = "the client's server_name extension is empty",
                         .rfc = "RFC 6066 §3"};
        });
    if (const auto* formats = find<EcPointFormats>(hello.extensions)) {
        const auto& list = formats->ec_point_format_list;
        dialogue.check(std::find(list.begin(), list.end(), EcPointFormat::uncompressed) != list.end(), [&] {
            return Check{.what = "ec_point_formats",
                         .found = names_of(list),
                         .expected = "uncompressed among them",
                         .alert = AlertDescription::illegal_parameter,
                         .sentence = "the client's ec_point_formats lacks uncompressed",
                         .rfc = "RFC 8422 §5.1.2"};
        });
    }
}

// The signal that the client knows of renegotiation attacks: CVE-2009-3555.
void check_renegotiation(const Dialogue& dialogue, const ClientHello& hello) {
    const auto* info = find<RenegotiationInfo>(hello.extensions);
    dialogue.check(info == nullptr || info->renegotiated_connection.empty(), [&] {
        return Check{.what = "renegotiation_info",
                     .found =
                         info == nullptr ? "none" : std::to_string(info->renegotiated_connection.size()) + " bytes",
                     .expected = "none, or 0 bytes",
                     .alert = AlertDescription::handshake_failure,
                     .sentence = "the client's renegotiation_info is not empty in a first handshake",
                     .rfc = "RFC 5746 §3.6"};
    });
    const bool by_suite = contains(hello.cipher_suites, CipherSuite::tls_empty_renegotiation_info_scsv);
    dialogue.check(info != nullptr || by_suite, [&] {
        return Check{.what = "secure renegotiation",
                     .found = info != nullptr ? "renegotiation_info" : (by_suite ? "the SCSV" : "no signal"),
                     .expected = "renegotiation_info or the SCSV",
                     .alert = AlertDescription::handshake_failure,
                     .sentence = "the client signals no secure renegotiation, neither by extension nor by suite",
                     .rfc = "RFC 5746 §4.3"};
    });
}

} // namespace

Bytes write_client_hello(Dialogue& dialogue) {
    const ClientConfig& config = *dialogue.client_config;
    ClientHello hello;
    dialogue.environment.random.fill("client_random", hello.random);
    hello.cipher_suites = config.preferences.cipher_suites;
    hello.compression_methods = {CompressionMethod::null}; // anything else invites CRIME
    hello.extensions = offered_extensions(config);
    choose_session_to_offer(dialogue);
    add_session(dialogue, hello);
    if (config.fallback_scsv) hello.cipher_suites.push_back(CipherSuite::tls_fallback_scsv); // RFC 7507 §4
    if (config.grease) add_grease(hello, dialogue.environment.random);
    dialogue.offer.emplace(hello);
    return encode(std::move(hello));
}

void read_client_hello(Dialogue& dialogue, View body) {
    auto hello = decode<ClientHello>("ClientHello", body);
    check_version(dialogue, hello);
    const auto& methods = hello.compression_methods;
    dialogue.check(std::find(methods.begin(), methods.end(), CompressionMethod::null) != methods.end(), [&] {
        return Check{.what = "compression_methods",
                     .found = names_of(methods),
                     .expected = "null among them",
                     .alert = AlertDescription::illegal_parameter,
                     .sentence = "the client's compression_methods lack null",
                     .rfc = "RFC 5246 §7.4.1.2"};
    });
    check_extensions(dialogue, hello);
    check_renegotiation(dialogue, hello);
    dialogue.offer.emplace(std::move(hello));
    find_session(dialogue);
}

} // namespace vitrine::tls
