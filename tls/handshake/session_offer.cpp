// Which session a client offers: only one that it would take up in every respect.
#include "tls/handshake/resumption.h"

#include <algorithm>

namespace vitrine::tls {

namespace {

bool wants(const ClientConfig& config, CipherSuite suite) {
    const auto& ours = config.preferences.cipher_suites;
    return std::find(ours.begin(), ours.end(), suite) != ours.end();
}

// Whoever showed a certificate goes on as whom it named, or not at all.
bool are_the_same(const ClientConfig& config, const Session& session) {
    if (session.own_certificate.empty()) return true;
    return config.identity && session.own_certificate == config.identity->fingerprint();
}

// Why the session cannot be offered; empty if it can.
std::string_view obstacle_to_offering(const ClientConfig& config, const Session& session) {
    if (session.us != Role::client) return "it is a server's";
    if (!config.preferences.extended_master_secret) return "we offer no extended_master_secret"; // RFC 7627 §5.3
    if (!session.extended_master_secret) return "it was made without extended_master_secret";
    if (!wants(config, session.cipher_suite)) return "its cipher suite is none of ours any more";
    if (session.server_name != config.server_name) return "it was made with another server_name";
    if (!are_the_same(config, session)) return "it was made with another certificate of ours";
    if (session.ticket.empty() && session.session_id.empty()) return "it has neither ticket nor session ID";
    if (!session.ticket.empty() && !config.use_tickets) return "it has a ticket, and we use none";
    return "";
}

} // namespace

void choose_session_to_offer(Dialogue& dialogue) {
    const ClientConfig& config = *dialogue.client_config;
    if (config.sessions == nullptr) return;
    const std::chrono::sys_seconds now = dialogue.environment.clock.now();
    const std::shared_ptr<const Session> session = config.sessions->find(key_of_server(config), now);
    if (session == nullptr) return;
    const Resumption by = session->ticket.empty() ? Resumption::session_id : Resumption::ticket;
    dialogue.tell_session(SessionAct::found, by, by == Resumption::ticket ? session->ticket : session->session_id,
                          *session);
    PeerIdentity peer = peer_of(dialogue, *session, now);
    std::string_view obstacle = obstacle_to_offering(config, *session);
    if (obstacle.empty() && !is_acceptable(dialogue, peer)) obstacle = "the server's certificate is not trusted now";
    const Candidate candidate{"session", "by " + std::string{name_of(by)}, obstacle.empty(),
                              obstacle.empty() ? "it is alive, and fits what we want" : obstacle};
    dialogue.tell_candidates(std::span{&candidate, 1});
    if (!obstacle.empty()) return;
    dialogue.resumption = by;
    dialogue.session = session;
    dialogue.session_peer.emplace(std::move(peer));
}

} // namespace vitrine::tls
