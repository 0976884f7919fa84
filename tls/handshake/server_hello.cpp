// ServerHello: what the server chose, and how a client holds it against its own offer (RFC 5246 §7.4.1.3).
#include "tls/handshake/moves.h"

#include "tls/wire/codec.h"

#include <algorithm>

namespace vitrine::tls {

namespace {

bool offered(const ClientHello& hello, ExtensionType type) {
    const Extensions none;
    const Extensions& extensions = hello.extensions ? *hello.extensions : none;
    return std::any_of(extensions.begin(), extensions.end(), [&](const Extension& e) { return e.type == type; });
}

Randoms randoms_of(const ClientHello& client, const ServerHello& server) { return {client.random, server.random}; }

// Only what the client offered may come back (RFC 5246 §7.4.1.4).
std::optional<Extensions> answered_extensions(const Dialogue& dialogue, const ServerChoice& choice,
                                              const std::string& protocol) {
    const ClientHello& offer = *dialogue.offer;
    Extensions extensions;
    if (choice.identity_named_by_client) extensions.push_back({ExtensionType::server_name, ServerNames{}});
    extensions.push_back({ExtensionType::renegotiation_info, RenegotiationInfo{}}); // also in answer to the SCSV
    if (offered(offer, ExtensionType::extended_master_secret))
        extensions.push_back({ExtensionType::extended_master_secret, ExtendedMasterSecret{}});
    if (offered(offer, ExtensionType::ec_point_formats))
        extensions.push_back({ExtensionType::ec_point_formats, EcPointFormats{{EcPointFormat::uncompressed}}});
    if (!protocol.empty())
        extensions.push_back({ExtensionType::application_layer_protocol_negotiation,
                              ApplicationProtocols{{ProtocolName{to_bytes(as_bytes(protocol))}}}});
    return extensions;
}

void tell_choices(const Dialogue& dialogue, const ServerChoice& choice) {
    dialogue.tell_choice("signature scheme", name_of(choice.scheme), "first of ours that fits our key and the client");
    dialogue.tell_choice("certificate", choice.identity->certificate().subject().text(),
                         choice.identity_named_by_client ? "names the client's server_name"
                                                         : "first that fits the suite");
}

void check_choice(const Dialogue& dialogue, const ServerHello& hello) {
    dialogue.check({.what = "server_version",
                    .passed = hello.server_version == ProtocolVersion::tls12,
                    .found = name_of(hello.server_version),
                    .expected = name_of(ProtocolVersion::tls12),
                    .alert = AlertDescription::protocol_version,
                    .sentence = "the server chose " + name_of(hello.server_version) + "; we speak TLS 1.2 alone",
                    .rfc = "RFC 8996 §4, §5"});
    const auto& suites = dialogue.offer->cipher_suites;
    dialogue.check({.what = "cipher_suite",
                    .passed = std::find(suites.begin(), suites.end(), hello.cipher_suite) != suites.end() &&
                              find_suite(hello.cipher_suite) != nullptr,
                    .found = name_of(hello.cipher_suite),
                    .expected = "one that was offered",
                    .alert = AlertDescription::illegal_parameter,
                    .sentence = "the server chose " + name_of(hello.cipher_suite) + ", which was not offered",
                    .rfc = "RFC 5246 §7.4.1.3"});
    dialogue.check({.what = "compression_method",
                    .passed = hello.compression_method == CompressionMethod::null,
                    .found = name_of(hello.compression_method),
                    .expected = name_of(CompressionMethod::null),
                    .alert = AlertDescription::illegal_parameter,
                    .sentence = "the server chose a compression that was not offered",
                    .rfc = "RFC 5246 §7.4.1.3"});
}

void check_extensions(const Dialogue& dialogue, const ServerHello& hello) {
    if (!hello.extensions) return;
    for (const Extension& extension : *hello.extensions)
        dialogue.check(
            {.what = "extension of ServerHello",
             .passed = offered(*dialogue.offer, extension.type),
             .found = name_of(extension.type),
             .expected = "one that was offered",
             .alert = AlertDescription::unsupported_extension,
             .sentence = "the server sent the extension " + name_of(extension.type) + ", which was not offered",
             .rfc = "RFC 5246 §7.4.1.4"});
    if (const auto twice = duplicated(hello.extensions))
        refuse(AlertDescription::illegal_parameter, "the server sent the extension " + name_of(*twice) + " twice",
               "RFC 5246 §7.4.1.4");
    if (const auto* names = find<ServerNames>(hello.extensions))
        dialogue.check({.what = "server_name of ServerHello",
                        .passed = !names->server_name_list,
                        .found = names->server_name_list ? "a list of names" : "empty",
                        .expected = "empty",
                        .alert = AlertDescription::decode_error,
                        .sentence = "the server's server_name extension is not empty",
                        .rfc = "RFC 6066 §3"});
    if (const auto* formats = find<EcPointFormats>(hello.extensions)) {
        const auto& list = formats->ec_point_format_list;
        dialogue.check({.what = "ec_point_formats of ServerHello",
                        .passed = std::find(list.begin(), list.end(), EcPointFormat::uncompressed) != list.end(),
                        .found = names_of(list),
                        .expected = "uncompressed among them",
                        .alert = AlertDescription::illegal_parameter,
                        .sentence = "the server's ec_point_formats lacks uncompressed",
                        .rfc = "RFC 8422 §5.2"});
    }
}

// A server without it could be made to join two conversations: CVE-2009-3555.
void check_renegotiation(const Dialogue& dialogue, const ServerHello& hello) {
    const auto* info = find<RenegotiationInfo>(hello.extensions);
    dialogue.check({.what = "secure renegotiation",
                    .passed = info != nullptr,
                    .found = info != nullptr ? "renegotiation_info" : "no renegotiation_info",
                    .expected = "renegotiation_info",
                    .alert = AlertDescription::handshake_failure,
                    .sentence = "the server does not know secure renegotiation: it sent no renegotiation_info",
                    .rfc = "RFC 5746 §3.4"});
    dialogue.check({.what = "renegotiation_info",
                    .passed = info->renegotiated_connection.empty(),
                    .found = std::to_string(info->renegotiated_connection.size()) + " bytes",
                    .expected = "0 bytes",
                    .alert = AlertDescription::handshake_failure,
                    .sentence = "the server's renegotiation_info is not empty in a first handshake",
                    .rfc = "RFC 5746 §3.4"});
}

std::string protocol_in(const Dialogue& dialogue, const ServerHello& hello) { // RFC 7301 §3.1
    const auto* answer = find<ApplicationProtocols>(hello.extensions);
    if (answer == nullptr) return {};
    const std::size_t count = answer->protocol_name_list.size();
    dialogue.check({.what = "application protocols of ServerHello",
                    .passed = count == 1,
                    .found = std::to_string(count),
                    .expected = "1",
                    .alert = AlertDescription::decode_error,
                    .sentence = "the server did not choose exactly one application protocol",
                    .rfc = "RFC 7301 §3.1"});
    std::string protocol{as_text(answer->protocol_name_list.front().name)};
    const auto& ours = dialogue.preferences().alpn_protocols;
    dialogue.check({.what = "application protocol",
                    .passed = std::find(ours.begin(), ours.end(), protocol) != ours.end(),
                    .found = protocol,
                    .expected = "one that was offered",
                    .alert = AlertDescription::illegal_parameter,
                    .sentence = "the server chose an application protocol that was not offered",
                    .rfc = "RFC 7301 §3.1"});
    return protocol;
}

} // namespace

Bytes write_server_hello(Dialogue& dialogue) {
    const ClientHello& offer = *dialogue.offer;
    if (dialogue.environment.observer != nullptr)
        dialogue.tell_candidates(candidates_for(*dialogue.server_config, offer));
    const ServerChoice choice = choose_for(*dialogue.server_config, offer);
    const std::string protocol = choose_protocol(dialogue.preferences().alpn_protocols, offer);
    tell_choices(dialogue, choice);

    ServerHello hello;
    dialogue.environment.random.fill("server_random", hello.random); // no DOWNGRD mark: we cannot do TLS 1.3
    hello.cipher_suite = choice.suite->suite;
    hello.extensions = answered_extensions(dialogue, choice, protocol);
    const bool extended = find<ExtendedMasterSecret>(offer.extensions) != nullptr;
    dialogue.choice.emplace(choice);
    dialogue.agreement.emplace(Agreement{choice.suite, randoms_of(offer, hello), extended, true, protocol});
    dialogue.facts.certificate_requested = dialogue.server_config->client_authentication != ClientAuthentication::none;
    dialogue.transcript.hash_with(choice.suite->hash);
    return encode(hello);
}

void read_server_hello(Dialogue& dialogue, View body) {
    const auto hello = decode<ServerHello>("ServerHello", body);
    check_choice(dialogue, hello);
    check_extensions(dialogue, hello);
    check_renegotiation(dialogue, hello);
    // Its last eight bytes may be "DOWNGRD\x01": that TLS 1.3 was possible is no news to us (RFC 8446 §4.1.3).
    const bool extended = find<ExtendedMasterSecret>(hello.extensions) != nullptr;
    const SuiteInfo* suite = find_suite(hello.cipher_suite);
    dialogue.agreement.emplace(
        Agreement{suite, randoms_of(*dialogue.offer, hello), extended, true, protocol_in(dialogue, hello)});
    dialogue.transcript.hash_with(suite->hash);
}

} // namespace vitrine::tls
