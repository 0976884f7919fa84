// One side of a handshake: takes one row of the flow a step (RFC 5246 §7.3).
#include "tls/handshake/handshake.h"

#include "tls/handshake/moves.h"
#include "tls/handshake/resumption.h"

#include <stdexcept>

namespace vitrine::tls {

namespace {

std::optional<Message> message_of(HandshakeType type) {
    switch (type) {
    case HandshakeType::client_hello: return Message::client_hello;
    case HandshakeType::server_hello: return Message::server_hello;
    case HandshakeType::new_session_ticket: return Message::new_session_ticket;
    case HandshakeType::certificate: return Message::certificate;
    case HandshakeType::certificate_status: return Message::certificate_status;
    case HandshakeType::server_key_exchange: return Message::server_key_exchange;
    case HandshakeType::certificate_request: return Message::certificate_request;
    case HandshakeType::server_hello_done: return Message::server_hello_done;
    case HandshakeType::certificate_verify: return Message::certificate_verify;
    case HandshakeType::client_key_exchange: return Message::client_key_exchange;
    case HandshakeType::finished: return Message::finished;
    default: return std::nullopt;
    }
}

HandshakeType type_of(Message message) {
    switch (message) {
    case Message::client_hello: return HandshakeType::client_hello;
    case Message::server_hello: return HandshakeType::server_hello;
    case Message::new_session_ticket: return HandshakeType::new_session_ticket;
    case Message::certificate: return HandshakeType::certificate;
    case Message::certificate_status: return HandshakeType::certificate_status;
    case Message::server_key_exchange: return HandshakeType::server_key_exchange;
    case Message::certificate_request: return HandshakeType::certificate_request;
    case Message::server_hello_done: return HandshakeType::server_hello_done;
    case Message::certificate_verify: return HandshakeType::certificate_verify;
    case Message::client_key_exchange: return HandshakeType::client_key_exchange;
    case Message::finished: return HandshakeType::finished;
    case Message::change_cipher_spec: break;
    }
    throw std::logic_error("ChangeCipherSpec is no handshake message");
}

// Refuses a message that no row of this state names: SMACK, early ChangeCipherSpec (CVE-2014-0224) and their kind.
Message expect(State state, const Received& received) {
    const bool is_handshake = received.type == ContentType::handshake;
    const std::optional<Message> message =
        is_handshake ? message_of(HandshakeType{received.bytes[0]}) : Message::change_cipher_spec;
    if (message && expected_in(state, *message)) return *message;
    const std::string name = message ? std::string{name_of(*message)} : name_of(HandshakeType{received.bytes[0]});
    refuse(AlertDescription::unexpected_message,
           "the peer sent " + name + " in the state " + std::string{name_of(state)}, "RFC 5246 §7.3, §7.4");
}

} // namespace

Handshake::Handshake(std::shared_ptr<const ClientConfig> config, Environment environment)
    : dialogue_(std::move(config), environment) {}

Handshake::Handshake(std::shared_ptr<const ServerConfig> config, Environment environment)
    : dialogue_(std::move(config), environment) {}

[[gnu::noinline]] const Edge& Handshake::step(const Received* received, Bytes& to_send) {
    if (our_turn() == (received != nullptr))
        throw std::logic_error("a message was read out of turn, or none was there");
    const Edge& edge = received == nullptr ? write_due(to_send) : read(*received);
    enter(edge);
    return edge;
}

[[gnu::noinline]] void Handshake::enter(const Edge& edge) {
    state_ = edge.to;
    in_hand_.reset();
    if (state_ == State::established) prove_established();
    if (dialogue_.environment.observer != nullptr) dialogue_.environment.observer->moved(role(), edge);
}

const Edge& Handshake::write_due(Bytes& to_send) {
    const Message message = due_in(state_, dialogue_.facts).message;
    in_hand_ = message;
    const Move* move = find_move(role(), message);
    if (move == nullptr) throw std::logic_error("no move for " + std::string{name_of(message)});
    const Bytes body = move->write(dialogue_);
    const bool is_change = message == Message::change_cipher_spec;
    to_send = is_change ? body : with_header(type_of(message), body);
    if (!is_change) dialogue_.transcript.add(to_send);
    return leave(*move);
}

const Edge& Handshake::read(const Received& received) {
    const Message message = expect(state_, received);
    in_hand_ = message;
    const Move* move = find_move(other(role()), message);
    if (move == nullptr)
        refuse(AlertDescription::unexpected_message,
               "the peer sent " + std::string{name_of(message)} + ", which we do not speak", "RFC 5246 §7.4");
    const bool is_change = message == Message::change_cipher_spec;
    move->read(dialogue_, is_change ? received.bytes : body_of(received.bytes));
    if (!is_change) dialogue_.transcript.add(received.bytes);
    return leave(*move);
}

const Edge& Handshake::leave(const Move& move) {
    if (move.then != nullptr) move.then(dialogue_);
    return taken_from(state_, move.message, dialogue_.facts);
}

// value() throws where a check left no proof: a hole in our own code must not become a connection.
void Handshake::prove_established() {
    const Proofs& proofs = dialogue_.proofs;
    proofs.finished.value();
    const bool peer_must_be_known = role() == Role::client || dialogue_.peer ||
                                    dialogue_.server_config->client_authentication == ClientAuthentication::required;
    if (peer_must_be_known) proofs.path.value();
    if (dialogue_.facts.resuming)
        proofs.session.value(); // in its full handshake the peer proved the rest
    else if (role() == Role::client)
        proofs.key_exchange.value();
    else if (peer_must_be_known)
        proofs.possession.value();
    keep_session(dialogue_);
    keep_exports();
    dialogue_.forget_secrets(); // nothing is left to derive
    established_ = agreed();    // its sources go
    dialogue_.forget_messages();
}

void Handshake::forget_session() { tls::forget_session(dialogue_); }

void Handshake::keep_exports() {
    Exports& exports = dialogue_.exports;
    exports.hash = dialogue_.agreement->suite->hash;
    exports.randoms = dialogue_.agreement->randoms;
    exports.extended_master_secret = dialogue_.agreement->extended_master_secret;
    const bool wanted = role() == Role::client ? dialogue_.client_config->export_keying_material
                                               : dialogue_.server_config->export_keying_material;
    if (wanted) exports.master = std::move(dialogue_.master);
}

void Handshake::forget_secrets() {
    dialogue_.forget_secrets();
    dialogue_.exports.master.reset();
}

void Handshake::forget_findings() {
    if (state_ == State::established && dialogue_.peer && dialogue_.peer->verdict.trusted)
        dialogue_.peer->verdict.forget_findings();
}

DirectionKeys Handshake::take_keys(Role writer) {
    KeyBlock& block = dialogue_.key_block.value();
    return std::move(writer == Role::client ? block.client_write : block.server_write);
}

Agreed Handshake::agreed() const {
    if (established_) return *established_;
    Agreed agreed;
    agreed.record_limits = dialogue_.record_limits;
    if (dialogue_.offer) agreed.server_name = server_name_in(*dialogue_.offer);
    if (dialogue_.agreement) {
        agreed.cipher_suite = dialogue_.agreement->suite->suite;
        agreed.extended_master_secret = dialogue_.agreement->extended_master_secret;
        agreed.secure_renegotiation = dialogue_.agreement->secure_renegotiation;
        agreed.alpn_protocol = dialogue_.agreement->alpn_protocol;
        agreed.resumption = dialogue_.facts.resuming ? dialogue_.resumption : Resumption::none;
    }
    if (dialogue_.key_exchange) {
        agreed.group = dialogue_.key_exchange->group;
        agreed.signature_scheme = dialogue_.key_exchange->scheme;
    }
    return agreed;
}

} // namespace vitrine::tls
