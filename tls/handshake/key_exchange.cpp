// ServerKeyExchange, ServerHelloDone and ClientKeyExchange: two fresh points, one signature, one secret
// (RFC 8422 §5.4, §5.7, §5.10), and the keys that come of it.
#include "tls/handshake/certificate_status.h"
#include "tls/handshake/moves.h"
#include "tls/handshake/resumption.h"

#include "tls/wire/codec.h"

#include <algorithm>

namespace vitrine::tls {

namespace {

// What the server signs: both randoms and the exact parameters, so that no old exchange can be replayed.
Bytes signed_params(const Randoms& randoms, const ServerEcdhParams& params) { // RFC 8422 §5.4
    Bytes content = to_bytes(randoms.client);
    append(content, randoms.server);
    append(content, encode(params));
    return content;
}

void check_params(const Dialogue& dialogue, const ServerEcdhParams& params) {
    const auto& groups = dialogue.preferences().groups;
    dialogue.check(std::find(groups.begin(), groups.end(), params.named_curve) != groups.end(), [&] {
        return Check{.what = "named_curve",
                     .found = name_of(params.named_curve),
                     .expected = "one that was offered",
                     .alert = AlertDescription::illegal_parameter,
                     .sentence =
                         "the server chose the group " + name_of(params.named_curve) + ", which was not offered",
                     .rfc = "RFC 8422 §5.4"};
    });
}

[[nodiscard]] crypto::EcdhKeyPair fresh_key_pair(const Dialogue& dialogue, NamedGroup group) {
    return crypto::EcdhKeyPair::generate(curve_of(group).value(), dialogue.environment.random);
}

void agree_with(Dialogue& dialogue, View peer_point) {
    std::optional<crypto::SecretBytes> secret = dialogue.key_pair->agree(peer_point);
    const std::string group = name_of(dialogue.key_exchange->group);
    dialogue.check(secret.has_value(), [&] {
        return Check{.what = "public point",
                     .found = to_hex(peer_point),
                     .expected = "a point of " + group + " that does not lead to zero",
                     .alert = AlertDescription::illegal_parameter,
                     .sentence =
                         "the peer's public point is not a valid point of " + group + ", or leads to the secret zero",
                     .rfc = "RFC 8422 §5.10, §5.11"};
    });
    if (dialogue.environment.observer != nullptr)
        dialogue.environment.observer->agreed(
            dialogue.us, {dialogue.key_exchange->group, dialogue.key_pair->public_point(), peer_point, secret->view()});
    dialogue.premaster.emplace(PremasterSecret{std::move(*secret)});
    dialogue.key_pair.reset(); // it served this one exchange
}

void expand_master_secret(Dialogue& dialogue) {
    const Agreement& agreement = *dialogue.agreement;
    dialogue.key_block.emplace(derive_key_block(agreement.suite->hash, *dialogue.master, agreement.randoms,
                                                agreement.suite->cipher, dialogue.audience()));
    if (dialogue.environment.observer != nullptr)
        dialogue.environment.observer->secret(dialogue.us, "CLIENT_RANDOM", agreement.randoms.client,
                                              dialogue.master->bytes.view());
}

} // namespace

KeyExchangeSigned verify_key_exchange(Dialogue& dialogue, const ServerKeyExchange& exchange) {
    const auto& offered = dialogue.preferences().signature_schemes;
    dialogue.check(std::find(offered.begin(), offered.end(), exchange.algorithm) != offered.end(), [&] {
        return Check{.what = "algorithm of ServerKeyExchange",
                     .found = name_of(exchange.algorithm),
                     .expected = "one that was offered",
                     .alert = AlertDescription::illegal_parameter,
                     .sentence = "the server signed with " + name_of(exchange.algorithm) + ", which was not offered",
                     .rfc = "RFC 5246 §7.4.3"};
    });
    const x509::Certificate& certificate = dialogue.peer_certificate();
    const crypto::PublicKey& key = *certificate.public_key();
    dialogue.check(fits(exchange.algorithm, certified_key(certificate)), [&] {
        return Check{.what = "algorithm of ServerKeyExchange, for the server's key",
                     .found = name_of(exchange.algorithm),
                     .expected = "one that fits " + crypto::describe(key),
                     .alert = AlertDescription::illegal_parameter,
                     .sentence = "the server signed with " + name_of(exchange.algorithm) +
                                 ", which does not fit its key (" + crypto::describe(key) + ")",
                     .rfc = "RFC 5246 §7.4.3"};
    });
    const Bytes content = signed_params(dialogue.agreement->randoms, exchange.params);
    const bool signed_by_peer = crypto::verify(key, *algorithm_of(exchange.algorithm), content, exchange.signature);
    dialogue.tell_signature(Role::server, "ServerKeyExchange", exchange.algorithm, content, exchange.signature);
    dialogue.check(signed_by_peer, [&] {
        return Check{.what = "signature of ServerKeyExchange",
                     .found = signed_by_peer ? "verifies" : "does not verify",
                     .expected = "verifies by the server's " + crypto::describe(key),
                     .alert = AlertDescription::decrypt_error,
                     .sentence = name_of(exchange.algorithm) +
                                 " signature does not verify over client_random ‖ server_random ‖ params (" +
                                 std::to_string(content.size()) + " bytes)",
                     .rfc = "RFC 5246 §7.4.3, RFC 8422 §5.4"};
    });
    return {};
}

Bytes write_server_key_exchange(Dialogue& dialogue) {
    const ServerChoice& choice = *dialogue.choice;
    dialogue.key_pair.emplace(fresh_key_pair(dialogue, choice.group));
    ServerKeyExchange exchange;
    exchange.params.named_curve = choice.group;
    exchange.params.public_point = to_bytes(dialogue.key_pair->public_point());
    exchange.algorithm = choice.scheme;
    const Bytes content = signed_params(dialogue.agreement->randoms, exchange.params);
    exchange.signature =
        choice.identity->signer().sign(*algorithm_of(choice.scheme), content, dialogue.environment.random);
    dialogue.tell_signature(Role::server, "ServerKeyExchange", exchange.algorithm, content, exchange.signature);
    dialogue.key_exchange.emplace(KeyExchange{choice.group, choice.scheme, exchange.params.public_point});
    return encode(exchange);
}

void read_server_key_exchange(Dialogue& dialogue, View body) {
    demand_status_if_certificate_does(dialogue);
    // Explicit curves are laid out differently: refused before they are read as a named one (CVE-2020-0601's kind).
    const EcCurveType curve_type = body.empty() ? EcCurveType::named_curve : EcCurveType{body[0]};
    dialogue.check(curve_type == EcCurveType::named_curve, [&] {
        return Check{.what = "curve_type",
                     .found = name_of(curve_type),
                     .expected = name_of(EcCurveType::named_curve),
                     .alert = AlertDescription::illegal_parameter,
                     .sentence = "the server describes a curve of its own instead of naming one",
                     .rfc = "RFC 8422 §5.4"};
    });
    const auto exchange = decode<ServerKeyExchange>("ServerKeyExchange", body);
    check_params(dialogue, exchange.params);
    dialogue.proofs.key_exchange = verify_key_exchange(dialogue, exchange);
    dialogue.key_exchange.emplace(
        KeyExchange{exchange.params.named_curve, exchange.algorithm, exchange.params.public_point});
}

Bytes write_server_hello_done(Dialogue&) { return encode(ServerHelloDone{}); }

void read_server_hello_done(Dialogue&, View body) { decode<ServerHelloDone>("ServerHelloDone", body); }

Bytes write_client_key_exchange(Dialogue& dialogue) {
    dialogue.key_pair.emplace(fresh_key_pair(dialogue, dialogue.key_exchange->group));
    ClientKeyExchange exchange{to_bytes(dialogue.key_pair->public_point())};
    agree_with(dialogue, dialogue.key_exchange->server_point);
    return encode(exchange);
}

void read_client_key_exchange(Dialogue& dialogue, View body) {
    const auto exchange = decode<ClientKeyExchange>("ClientKeyExchange", body);
    agree_with(dialogue, exchange.ecdh_yc);
}

// The transcript now ends with ClientKeyExchange, which is what the extended master secret covers (RFC 7627 §3).
void derive_keys(Dialogue& dialogue) {
    const Agreement& agreement = *dialogue.agreement;
    const crypto::HashAlgorithm hash = agreement.suite->hash;
    dialogue.master.emplace(
        agreement.extended_master_secret
            ? derive_extended_master_secret(hash, *dialogue.premaster, dialogue.transcript.digest(),
                                            dialogue.audience())
            : derive_master_secret(hash, *dialogue.premaster, agreement.randoms, dialogue.audience()));
    dialogue.premaster.reset();
    expand_master_secret(dialogue);
}

SessionResumed accept_session(Dialogue& dialogue) {
    const Agreement& agreement = *dialogue.agreement;
    const Session& session = *dialogue.session;
    dialogue.check(agreement.suite->suite == session.cipher_suite, [&] {
        return Check{.what = "cipher_suite of the session",
                     .found = name_of(agreement.suite->suite),
                     .expected = name_of(session.cipher_suite),
                     .alert = AlertDescription::illegal_parameter,
                     .sentence =
                         "the server resumes the session with another cipher suite, " + name_of(agreement.suite->suite),
                     .rfc = "RFC 5246 §7.4.1.3"};
    });
    dialogue.check(agreement.extended_master_secret == session.extended_master_secret, [&] {
        return Check{.what = "extended_master_secret of the session",
                     .found = agreement.extended_master_secret ? "agreed on" : "left out",
                     .expected = session.extended_master_secret ? "agreed on" : "left out",
                     .alert = AlertDescription::handshake_failure,
                     .sentence = "the server resumes a session that has an extended master secret, and leaves it out",
                     .rfc = "RFC 7627 §5.3"};
    });
    return {};
}

// Both hellos are exchanged. A session that is resumed brings its master secret; fresh randoms make fresh keys of it.
void derive_resumed_keys(Dialogue& dialogue) {
    if (!dialogue.facts.resuming) {
        dialogue.resumption = Resumption::none;
        return;
    }
    dialogue.proofs.session = accept_session(dialogue);
    dialogue.master.emplace(copy_of(dialogue.session->master));
    if (dialogue.session_peer) {
        dialogue.peer = std::move(dialogue.session_peer);
        dialogue.proofs.path = accept_path(dialogue);
        if (dialogue.us == Role::client) dialogue.exports.server_certificate = dialogue.peer_certificate();
    }
    expand_master_secret(dialogue);
}

} // namespace vitrine::tls
