// ServerHello: what the server chose, and how a client holds it against its own offer (RFC 5246 §7.4.1.3).
#include "tls/handshake/certificate_status.h"
#include "tls/handshake/grease.h"
#include "tls/handshake/moves.h"
#include "tls/handshake/resumption.h"

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

bool extended_master_secret_with(const Dialogue& dialogue) { // RFC 7627 §5.2
    return dialogue.preferences().extended_master_secret &&
           offered(*dialogue.offer, ExtensionType::extended_master_secret);
}

// Only what the client offered may come back (RFC 5246 §7.4.1.4). These do in every handshake.
Extensions answered_extensions(const Dialogue& dialogue, const std::string& protocol) {
    Extensions extensions;
    extensions.push_back({ExtensionType::renegotiation_info, RenegotiationInfo{}}); // also in answer to the SCSV
    if (extended_master_secret_with(dialogue))
        extensions.push_back({ExtensionType::extended_master_secret, ExtendedMasterSecret{}});
    if (dialogue.facts.ticket_promised) extensions.push_back({ExtensionType::session_ticket, SessionTicket{}});
    if (!protocol.empty())
        extensions.push_back({ExtensionType::application_layer_protocol_negotiation,
                              ApplicationProtocols{{ProtocolName{to_bytes(as_bytes(protocol))}}}});
    return extensions;
}

// These are left out when a session is resumed (RFC 6066 §3, RFC 8422 §4).
void add_for_full_handshake(Extensions& extensions, const Dialogue& dialogue, const ServerChoice& choice) {
    if (choice.identity_named_by_client)
        extensions.insert(extensions.begin(), {ExtensionType::server_name, ServerNames{}});
    if (offered(*dialogue.offer, ExtensionType::ec_point_formats))
        extensions.push_back({ExtensionType::ec_point_formats, EcPointFormats{{EcPointFormat::uncompressed}}});
}

// How the next connection may be shorter: by a ticket if the client takes one (RFC 5077 §3.2), else by a session ID.
// A session that is resumed keeps its ID; its ticket is made anew.
void promise_session(Dialogue& dialogue, ServerHello& hello) {
    const ServerConfig& config = *dialogue.server_config;
    const ClientHello& offer = *dialogue.offer;
    if (dialogue.facts.resuming) {
        hello.session_id = offer.session_id;
        dialogue.facts.ticket_promised = dialogue.resumption == Resumption::ticket;
    } else if (!extended_master_secret_with(dialogue)) {
        return; // without it there is no session to keep: RFC 7627 §5.3
    } else if (config.tickets != nullptr && offered(offer, ExtensionType::session_ticket)) {
        dialogue.facts.ticket_promised = true;
    } else if (config.sessions != nullptr) {
        hello.session_id.resize(session_id_size);
        dialogue.environment.random.fill("session_id", hello.session_id);
    }
    if (!dialogue.facts.ticket_promised) dialogue.session_id = hello.session_id;
}

void tell_choices(const Dialogue& dialogue, const ServerChoice& choice) {
    dialogue.tell_choice("signature scheme", name_of(choice.scheme), "first of ours that fits our key and the client");
    dialogue.tell_choice("certificate", choice.identity->certificate().subject().text(),
                         choice.identity_named_by_client ? "names the client's server_name"
                                                         : "first that fits the suite");
}

void check_choice(const Dialogue& dialogue, const ServerHello& hello) {
    dialogue.check(hello.server_version == ProtocolVersion::tls12, [&] {
        return Check{.what = "server_version",
                     .found = name_of(hello.server_version),
                     .expected = name_of(ProtocolVersion::tls12),
                     .alert = AlertDescription::protocol_version,
                     .sentence = "the server chose " + name_of(hello.server_version) + "; we speak TLS 1.2 alone",
                     .rfc = "RFC 8996 §4, §5"};
    });
    const auto& suites = dialogue.offer->cipher_suites;
    dialogue.check(std::find(suites.begin(), suites.end(), hello.cipher_suite) != suites.end() &&
                       find_suite(hello.cipher_suite) != nullptr,
                   [&] {
                       return Check{.what = "cipher_suite",
                                    .found = name_of(hello.cipher_suite),
                                    .expected = "one that was offered",
                                    .alert = AlertDescription::illegal_parameter,
                                    .sentence =
                                        "the server chose " + name_of(hello.cipher_suite) + ", which was not offered",
                                    .rfc = "RFC 5246 §7.4.1.3"};
                   });
    dialogue.check(hello.compression_method == CompressionMethod::null, [&] {
        return Check{.what = "compression_method",
                     .found = name_of(hello.compression_method),
                     .expected = name_of(CompressionMethod::null),
                     .alert = AlertDescription::illegal_parameter,
                     .sentence = "the server chose a compression that was not offered",
                     .rfc = "RFC 5246 §7.4.1.3"};
    });
}

void check_extensions(const Dialogue& dialogue, const ServerHello& hello) {
    if (!hello.extensions) return;
    for (const Extension& extension : *hello.extensions)
        dialogue.check(offered(*dialogue.offer, extension.type), [&] {
            return Check{.what = "extension of ServerHello",
                         .found = name_of(extension.type),
                         .expected = "one that was offered",
                         .alert = AlertDescription::unsupported_extension,
                         .sentence =
                             "the server sent the extension " + name_of(extension.type) + ", which was not offered",
                         .rfc = "RFC 5246 §7.4.1.4"};
        });
    if (const auto twice = duplicated(hello.extensions))
        refuse(AlertDescription::illegal_parameter, "the server sent the extension " + name_of(*twice) + " twice",
               "RFC 5246 §7.4.1.4");
    if (const auto* names = find<ServerNames>(hello.extensions))
        dialogue.check(!names->server_name_list, [&] {
            return Check{.what = "server_name of ServerHello",
                         .found = names->server_name_list ? "a list of names" : "empty",
                         .expected = "empty",
                         .alert = AlertDescription::decode_error,
                         .sentence = "the server's server_name extension is not empty",
                         .rfc = "RFC 6066 §3"};
        });
    if (const auto* formats = find<EcPointFormats>(hello.extensions)) {
        const auto& list = formats->ec_point_format_list;
        dialogue.check(std::find(list.begin(), list.end(), EcPointFormat::uncompressed) != list.end(), [&] {
            return Check{.what = "ec_point_formats of ServerHello",
                         .found = names_of(list),
                         .expected = "uncompressed among them",
                         .alert = AlertDescription::illegal_parameter,
                         .sentence = "the server's ec_point_formats lacks uncompressed",
                         .rfc = "RFC 8422 §5.2"};
        });
    }
}

// A server without it could be made to join two conversations: CVE-2009-3555.
void check_renegotiation(const Dialogue& dialogue, const ServerHello& hello) {
    const auto* info = find<RenegotiationInfo>(hello.extensions);
    dialogue.check(info != nullptr, [&] {
        return Check{.what = "secure renegotiation",
                     .found = info != nullptr ? "renegotiation_info" : "no renegotiation_info",
                     .expected = "renegotiation_info",
                     .alert = AlertDescription::handshake_failure,
                     .sentence = "the server does not know secure renegotiation: it sent no renegotiation_info",
                     .rfc = "RFC 5746 §3.4"};
    });
    dialogue.check(info->renegotiated_connection.empty(), [&] {
        return Check{.what = "renegotiation_info",
                     .found = std::to_string(info->renegotiated_connection.size()) + " bytes",
                     .expected = "0 bytes",
                     .alert = AlertDescription::handshake_failure,
                     .sentence = "the server's renegotiation_info is not empty in a first handshake",
                     .rfc = "RFC 5746 §3.4"};
    });
}

// The server takes up the session by giving back the session ID of the offer, which is never empty then
// (RFC 5246 §7.4.1.3, RFC 5077 §3.4).
void read_session(Dialogue& dialogue, const ServerHello& hello) {
    dialogue.facts.ticket_promised = find<SessionTicket>(hello.extensions) != nullptr;
    dialogue.session_id = hello.session_id;
    dialogue.facts.resuming =
        dialogue.session != nullptr && !hello.session_id.empty() && hello.session_id == dialogue.offer->session_id;
    if (dialogue.session != nullptr)
        dialogue.tell_choice("handshake", dialogue.facts.resuming ? "abbreviated" : "full",
                             dialogue.facts.resuming ? "the server gives back the session ID that we offered"
                                                     : "the server does not give back the session ID that we offered");
}

std::string protocol_in(const Dialogue& dialogue, const ServerHello& hello) { // RFC 7301 §3.1
    const auto* answer = find<ApplicationProtocols>(hello.extensions);
    if (answer == nullptr) return {};
    const std::size_t count = answer->protocol_name_list.size();
    dialogue.check(count == 1, [&] {
        return Check{.what = "application protocols of ServerHello",
                     .found = std::to_string(count),
                     .expected = "1",
                     .alert = AlertDescription::decode_error,
                     .sentence = "the server did not choose exactly one application protocol",
                     .rfc = "RFC 7301 §3.1"};
    });
    std::string protocol{as_text(answer->protocol_name_list.front().name)};
    const auto& ours = dialogue.preferences().alpn_protocols;
    dialogue.check(std::find(ours.begin(), ours.end(), protocol) != ours.end(), [&] {
        return Check{.what = "application protocol",
                     .found = protocol,
                     .expected = "one that was offered",
                     .alert = AlertDescription::illegal_parameter,
                     .sentence = "the server chose an application protocol that was not offered",
                     .rfc = "RFC 7301 §3.1"};
    });
    return protocol;
}

// Else an attacker could lead a client to a server for another protocol that has a certificate of the same name:
// ALPACA.
void check_protocol_agreed(const Dialogue& dialogue, const std::string& protocol) {
    if (!dialogue.preferences().alpn_required) return;
    dialogue.check(!protocol.empty(), [&] {
        return Check{.what = "application protocol agreed on",
                     .found = protocol.empty() ? "none" : protocol,
                     .expected = "one",
                     .alert = AlertDescription::no_application_protocol,
                     .sentence = dialogue.us == Role::client
                                     ? "the server chose no application protocol, and we insist on one"
                                     : "the client offers no application protocol, and we insist on one",
                     .rfc = "RFC 9325 §3.8"};
    });
}

Bytes write_resuming_hello(Dialogue& dialogue) {
    const ClientHello& offer = *dialogue.offer;
    const SuiteInfo* suite = find_suite(dialogue.session->cipher_suite);
    const std::string protocol = choose_protocol(dialogue.preferences().alpn_protocols, offer);
    check_protocol_agreed(dialogue, protocol);
    ServerHello hello;
    dialogue.environment.random.fill("server_random", hello.random);
    hello.cipher_suite = suite->suite;
    promise_session(dialogue, hello);
    hello.extensions = answered_extensions(dialogue, protocol);
    write_record_limits(dialogue, *hello.extensions);
    dialogue.agreement.emplace(Agreement{suite, randoms_of(offer, hello), true, true, protocol});
    dialogue.transcript.hash_with(suite->hash);
    return encode(std::move(hello));
}

} // namespace

Bytes write_server_hello(Dialogue& dialogue) {
    if (dialogue.facts.resuming) return write_resuming_hello(dialogue);
    const ClientHello& offer = *dialogue.offer;
    if (dialogue.environment.observer != nullptr)
        dialogue.tell_candidates(candidates_for(*dialogue.server_config, offer));
    const ServerChoice choice = choose_for(*dialogue.server_config, offer);
    const std::string protocol = choose_protocol(dialogue.preferences().alpn_protocols, offer);
    check_protocol_agreed(dialogue, protocol);
    tell_choices(dialogue, choice);

    ServerHello hello;
    dialogue.environment.random.fill("server_random", hello.random); // no DOWNGRD mark: we cannot do TLS 1.3
    hello.cipher_suite = choice.suite->suite;
    promise_session(dialogue, hello);
    Extensions extensions = answered_extensions(dialogue, protocol);
    add_for_full_handshake(extensions, dialogue, choice);
    hello.extensions = std::move(extensions);
    write_record_limits(dialogue, *hello.extensions);
    write_status_answer(dialogue, *choice.identity, *hello.extensions);
    const bool extended = extended_master_secret_with(dialogue);
    dialogue.choice.emplace(choice);
    dialogue.agreement.emplace(Agreement{choice.suite, randoms_of(offer, hello), extended, true, protocol});
    dialogue.facts.certificate_requested = dialogue.server_config->client_authentication != ClientAuthentication::none;
    dialogue.transcript.hash_with(choice.suite->hash);
    return encode(std::move(hello));
}

void read_server_hello(Dialogue& dialogue, View body) {
    const auto hello = decode<ServerHello>("ServerHello", body);
    check_grease(dialogue, hello);
    check_choice(dialogue, hello);
    check_extensions(dialogue, hello);
    check_renegotiation(dialogue, hello);
    read_record_limits(dialogue, hello);
    read_status_answer(dialogue, hello);
    // Its last eight bytes may be "DOWNGRD\x01": that TLS 1.3 was possible is no news to us (RFC 8446 §4.1.3).
    const bool extended = find<ExtendedMasterSecret>(hello.extensions) != nullptr;
    const SuiteInfo* suite = find_suite(hello.cipher_suite);
    const std::string protocol = protocol_in(dialogue, hello);
    check_protocol_agreed(dialogue, protocol);
    dialogue.agreement.emplace(Agreement{suite, randoms_of(*dialogue.offer, hello), extended, true, protocol});
    dialogue.transcript.hash_with(suite->hash);
    read_session(dialogue, hello);
}

} // namespace vitrine::tls
