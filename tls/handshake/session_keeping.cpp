// What becomes of a session at the end of a handshake: kept for a later connection, or forgotten.
#include "tls/handshake/certificate_status.h"
#include "tls/handshake/peer_identity.h"
#include "tls/handshake/resumption.h"

namespace vitrine::tls {

namespace {

constexpr std::chrono::seconds longest_by_id = std::chrono::hours{24};         // RFC 5246 §F.1.4
constexpr std::chrono::seconds longest_by_ticket = std::chrono::hours{24 * 7}; // RFC 8446 §4.6.1 has the same bound
constexpr std::chrono::seconds without_hint = std::chrono::hours{24};          // a lifetime_hint of 0: as we like

bool is_inside(const std::vector<x509::Certificate>& path, std::chrono::sys_seconds now) {
    for (const x509::Certificate& certificate : path)
        if (now < certificate.not_before() || now > certificate.not_after()) return false;
    return true;
}

std::shared_ptr<const void> config_of(const Dialogue& dialogue) {
    if (dialogue.us == Role::client) return dialogue.client_config;
    return dialogue.server_config;
}

// Of a trusted peer the findings are let go: they are many, and a session may lie for long.
x509::Verdict lasting(const x509::Verdict& verdict) {
    x509::Verdict kept;
    kept.trusted = verdict.trusted;
    kept.path = verdict.path;
    kept.checks = verdict.checks;
    if (!verdict.trusted) kept.findings = verdict.findings;
    return kept;
}

void keep(const Dialogue& dialogue, SessionStore& store, View key, Session session) {
    const Resumption by = session.ticket.empty() ? Resumption::session_id : Resumption::ticket;
    const View identifier = by == Resumption::ticket ? session.ticket : dialogue.session_id;
    dialogue.tell_session(SessionAct::kept, by, identifier, session);
    store.put(key, std::make_shared<const Session>(std::move(session)));
}

// A new ticket, or a session ID that the server gave in a full handshake: else what lies in the store is still good.
void keep_as_client(Dialogue& dialogue) {
    const ClientConfig& config = *dialogue.client_config;
    const bool by_ticket = dialogue.ticket && !dialogue.ticket->ticket.empty();
    const bool by_id = !by_ticket && !dialogue.facts.resuming && !dialogue.session_id.empty();
    if (!by_ticket && !by_id) return;
    const std::chrono::sys_seconds now = dialogue.environment.clock.now();
    const std::chrono::sys_seconds made = dialogue.facts.resuming ? dialogue.session->made : now;
    std::chrono::seconds lifetime = longest_by_id;
    if (by_ticket) {
        const std::chrono::seconds hint{dialogue.ticket->ticket_lifetime_hint};
        lifetime = std::min((now - made) + (hint.count() == 0 ? without_hint : hint), longest_by_ticket);
    }
    Session session = session_of(dialogue, made, lifetime);
    if (by_ticket)
        session.ticket = dialogue.ticket->ticket;
    else
        session.session_id = dialogue.session_id;
    keep(dialogue, *config.sessions, key_of_server(config), std::move(session));
}

// One that was resumed lies in the store already, and keeps its age.
void keep_as_server(Dialogue& dialogue) {
    if (dialogue.facts.resuming || dialogue.session_id.empty()) return;
    const ServerConfig& config = *dialogue.server_config;
    keep(dialogue, *config.sessions, dialogue.session_id,
         session_of(dialogue, dialogue.environment.clock.now(), config.session_lifetime));
}

Bytes own_certificate_of(const Dialogue& dialogue) {
    if (dialogue.facts.resuming) return dialogue.session->own_certificate;
    if (dialogue.us == Role::server) return dialogue.choice->identity->fingerprint();
    if (dialogue.facts.certificate_sent) return dialogue.client_config->identity->fingerprint();
    return {};
}

SessionStore* store_of(const Dialogue& dialogue) {
    return dialogue.us == Role::client ? dialogue.client_config->sessions.get()
                                       : dialogue.server_config->sessions.get();
}

// A response that was no good, or that the certificate demands and that did not come, ends a handshake, unless whoever
// asked accepts anything. Whoever resumes would not hear of it: such a session is not kept.
bool status_is_clear(const Dialogue& dialogue) {
    if (dialogue.us != Role::client || dialogue.facts.resuming) return true;
    const bool good = dialogue.peer->verdict.not_revoked_by == x509::RevocationSource::ocsp_response;
    return good || (dialogue.peer->ocsp_response.empty() && !must_come_with_status(dialogue.peer_certificate()));
}

} // namespace

PeerIdentity peer_of(const Dialogue& dialogue, const Session& session, std::chrono::sys_seconds now) {
    const bool as_before = session.judged_under.lock() == config_of(dialogue) && is_inside(session.verdict->path, now);
    return {session.peer_chain, as_before ? *session.verdict : lasting(judge(dialogue, session.peer_chain, now)), {}};
}

bool is_acceptable(const Dialogue& dialogue, const PeerIdentity& peer) {
    return peer.verdict.trusted || policy_of(dialogue) == PeerCertificate::accept_any;
}

Session session_of(const Dialogue& dialogue, std::chrono::sys_seconds made, std::chrono::seconds lifetime) {
    Session session;
    session.us = dialogue.us;
    session.cipher_suite = dialogue.agreement->suite->suite;
    session.extended_master_secret = dialogue.agreement->extended_master_secret;
    session.master = copy_of(*dialogue.master);
    session.made = made;
    session.lifetime = lifetime;
    session.server_name = server_name_in(*dialogue.offer);
    session.alpn_protocol = dialogue.agreement->alpn_protocol;
    if (dialogue.peer) {
        session.peer_chain = dialogue.peer->chain;
        session.verdict = std::make_shared<const x509::Verdict>(lasting(dialogue.peer->verdict));
        session.judged_under = config_of(dialogue);
    }
    session.own_certificate = own_certificate_of(dialogue);
    return session;
}

void keep_session(Dialogue& dialogue) {
    // Without the extended master secret a session could be two (CVE-2014-1295's kind): RFC 7627 §5.3.
    if (store_of(dialogue) == nullptr || !dialogue.agreement->extended_master_secret || !status_is_clear(dialogue))
        return;
    if (dialogue.us == Role::client)
        keep_as_client(dialogue);
    else
        keep_as_server(dialogue);
}

void forget_session(Dialogue& dialogue) {
    SessionStore* const store = store_of(dialogue);
    if (store == nullptr) return;
    if (dialogue.us == Role::client)
        store->remove(key_of_server(*dialogue.client_config));
    else if (!dialogue.session_id.empty())
        store->remove(dialogue.session_id);
}

} // namespace vitrine::tls
