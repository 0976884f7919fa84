// A session as bytes: described like a message, with the master secret behind it, so that no copy of it is left in
// memory that was let go.
#include "tls/session/session.h"

#include "tls/base/error.h"
#include "tls/wire/codec.h"

#include <algorithm>
#include <stdexcept>

namespace vitrine::tls {

namespace {

constexpr std::uint8_t format = 1;
constexpr std::size_t master_size = decltype(MasterSecret::bytes)::size;

struct Der {
    Bytes bytes;
};

struct SessionState { // all but the master secret
    std::uint8_t version = format;
    std::uint8_t role = 0;
    CipherSuite cipher_suite{};
    std::uint8_t extended_master_secret = 0;
    std::uint64_t made = 0;     // seconds since 1970-01-01, UTC
    std::uint32_t lifetime = 0; // seconds
    Bytes server_name, alpn_protocol;
    std::vector<Der> peer_chain;
    Bytes session_id, ticket, own_certificate;
};

void describe(Wire& wire, Der& certificate) { wire.opaque("ASN.1Cert", certificate.bytes, Length::u24, {1, 16777215}); }

void describe(Wire& wire, SessionState& state) {
    wire.number("version", state.version);
    wire.number("role", state.role);
    wire.number("cipher_suite", state.cipher_suite);
    wire.number("extended_master_secret", state.extended_master_secret);
    wire.number("made", state.made);
    wire.number("lifetime", state.lifetime);
    wire.text("server_name", state.server_name, Length::u16, {0, 65535});
    wire.text("alpn_protocol", state.alpn_protocol, Length::u8, {0, 255});
    wire.list("peer_chain", state.peer_chain, Length::u24, {0, 16777215});
    wire.opaque("session_id", state.session_id, Length::u8, {0, 32});
    wire.opaque("ticket", state.ticket, Length::u16, {0, 65535});
    wire.opaque("own_certificate", state.own_certificate, Length::u8, {0, 32});
}

SessionState state_of(const Session& session) {
    SessionState state;
    state.role = static_cast<std::uint8_t>(session.us);
    state.cipher_suite = session.cipher_suite;
    state.extended_master_secret = session.extended_master_secret ? 1 : 0;
    state.made = static_cast<std::uint64_t>(session.made.time_since_epoch().count());
    state.lifetime = static_cast<std::uint32_t>(session.lifetime.count());
    state.server_name = to_bytes(as_bytes(session.server_name));
    state.alpn_protocol = to_bytes(as_bytes(session.alpn_protocol));
    for (const x509::Certificate& certificate : session.peer_chain)
        state.peer_chain.push_back({to_bytes(certificate.der())});
    state.session_id = session.session_id;
    state.ticket = session.ticket;
    state.own_certificate = session.own_certificate;
    return state;
}

// Times far beyond any clock are cut: their sums must not overflow.
constexpr std::uint64_t last_second = std::uint64_t{1} << 40;

Session session_of(const SessionState& state) {
    Session session;
    session.us = static_cast<Role>(state.role);
    session.cipher_suite = state.cipher_suite;
    session.extended_master_secret = state.extended_master_secret == 1;
    session.made = std::chrono::sys_seconds{std::chrono::seconds{std::min(state.made, last_second)}};
    session.lifetime = std::chrono::seconds{state.lifetime};
    session.server_name = as_text(state.server_name);
    session.alpn_protocol = as_text(state.alpn_protocol);
    for (const Der& der : state.peer_chain) session.peer_chain.push_back(x509::Certificate::parse(der.bytes));
    session.session_id = state.session_id;
    session.ticket = state.ticket;
    session.own_certificate = state.own_certificate;
    return session;
}

} // namespace

MasterSecret copy_of(const MasterSecret& master) {
    MasterSecret copy;
    std::ranges::copy(master.bytes.view(), copy.bytes.fill().begin());
    return copy;
}

crypto::SecretBytes encode_session(const Session& session) {
    const Bytes state = encode(state_of(session));
    crypto::SecretBytes encoded{state.size() + master_size};
    const auto end_of_state = std::ranges::copy(state, encoded.fill().begin()).out;
    std::ranges::copy(session.master.bytes.view(), end_of_state);
    return encoded;
}

Session decode_session(View encoded) {
    if (encoded.size() < master_size) throw std::invalid_argument("a session is longer than this");
    const View master = encoded.last(master_size);
    try {
        const auto state = decode<SessionState>("session", encoded.first(encoded.size() - master_size));
        if (state.version != format)
            throw std::invalid_argument("the session is of the format " + std::to_string(state.version) +
                                        "; this program knows " + std::to_string(format));
        if (state.role > static_cast<std::uint8_t>(Role::server) || state.extended_master_secret > 1)
            throw std::invalid_argument("the session's role or extended_master_secret is neither 0 nor 1");
        Session session = session_of(state);
        std::ranges::copy(master, session.master.bytes.fill().begin());
        return session;
    } catch (const Failure& failure) {
        throw std::invalid_argument(failure.sentence);
    } catch (const x509::ParseError& error) {
        throw std::invalid_argument(std::string{"a certificate of the session: "} + error.what());
    }
}

} // namespace vitrine::tls
