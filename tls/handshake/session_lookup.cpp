// Which session a server takes up: what a ticket or a session ID leads to, held against this hello and this server.
#include "tls/handshake/resumption.h"

#include <algorithm>
#include <stdexcept>

namespace vitrine::tls {

namespace {

constexpr std::size_t largest_ticket = 16'384; // bytes; ours are smaller, and no other is looked at

struct Found {
    Resumption by = Resumption::none; // none: the client asks for no session
    View identifier;
    std::shared_ptr<const Session> session; // nullptr: it leads to nothing
};

std::shared_ptr<const Session> behind_ticket(const Dialogue& dialogue, View ticket, std::chrono::sys_seconds now) {
    if (ticket.size() > largest_ticket) return nullptr;
    const std::optional<crypto::SecretBytes> encoded = dialogue.server_config->tickets->open(ticket, now);
    if (!encoded) return nullptr;
    try {
        return std::make_shared<const Session>(decode_session(encoded->view()));
    } catch (const std::invalid_argument&) { // sealed by a server of another version that shares our keys
        return nullptr;
    }
}

// A ticket counts first: beside it, the session ID only serves to recognize the answer (RFC 5077 §3.4).
Found look_for(const Dialogue& dialogue, std::chrono::sys_seconds now) {
    const ServerConfig& config = *dialogue.server_config;
    const auto* extension = find<SessionTicket>(dialogue.offer->extensions);
    if (config.tickets != nullptr && extension != nullptr && !extension->ticket.empty())
        return {Resumption::ticket, extension->ticket, behind_ticket(dialogue, extension->ticket, now)};
    const View session_id = dialogue.offer->session_id;
    if (config.sessions != nullptr && !session_id.empty())
        return {Resumption::session_id, session_id, config.sessions->find(session_id, now)};
    return {};
}

bool is_among(CipherSuite suite, const std::vector<CipherSuite>& suites) {
    return std::find(suites.begin(), suites.end(), suite) != suites.end();
}

// The identity that we showed then; nullptr if it is none of ours any more.
const Identity* identity_of(const ServerConfig& config, const Session& session) {
    for (const Identity& identity : config.identities)
        if (identity.fingerprint() == session.own_certificate) return &identity;
    return nullptr;
}

// Why the session cannot be taken up; empty if it can.
std::string_view obstacle_to_resuming(const Dialogue& dialogue, const Session& session, std::chrono::sys_seconds now) {
    const ClientHello& hello = *dialogue.offer;
    const ServerConfig& config = *dialogue.server_config;
    if (session.us != Role::server) return "it is a client's";
    if (!session.is_alive(now)) return "its lifetime is over";
    if (!config.preferences.extended_master_secret) return "we use no extended_master_secret";
    if (!session.extended_master_secret) return "it was made without extended_master_secret"; // RFC 7627 §5.3
    if (!is_among(session.cipher_suite, hello.cipher_suites)) return "the client does not offer its cipher suite";
    if (!is_among(session.cipher_suite, config.preferences.cipher_suites) || !find_suite(session.cipher_suite))
        return "its cipher suite is none of ours any more";
    if (session.server_name != server_name_in(hello)) return "it was made with another server_name"; // RFC 6066 §3
    if (session.alpn_protocol != choose_protocol(config.preferences.alpn_protocols, hello))
        return "another application protocol is chosen now";
    if (identity_of(config, session) == nullptr) return "the certificate that we showed then is none of ours any more";
    const bool knows_client = !session.peer_chain.empty();
    if (config.client_authentication == ClientAuthentication::none && knows_client)
        return "the client showed a certificate then, and none is asked for now";
    if (config.client_authentication == ClientAuthentication::required && !knows_client)
        return "the client showed no certificate then, and one is required";
    return "";
}

void tell_found(const Dialogue& dialogue, const Found& found, std::string_view obstacle) {
    const Candidate candidate{"session", "by " + std::string{name_of(found.by)}, obstacle.empty(),
                              obstacle.empty() ? "it is alive, and fits this hello" : obstacle};
    dialogue.tell_candidates(std::span{&candidate, 1});
}

// RFC 7627 §5.3: the one case in which no full handshake follows, since somebody may have taken the extension away.
void check_extended_master_secret(const Dialogue& dialogue, const Session& session) {
    const bool offered = find<ExtendedMasterSecret>(dialogue.offer->extensions) != nullptr;
    if (!session.extended_master_secret || offered) return;
    dialogue.check(false, [&] {
        return Check{.what = "extended_master_secret of the session",
                     .found = "not offered",
                     .expected = "offered, as when the session was made",
                     .alert = AlertDescription::handshake_failure,
                     .sentence =
                         "the client would resume a session that has an extended master secret, and offers none",
                     .rfc = "RFC 7627 §5.3"};
    });
}

} // namespace

void find_session(Dialogue& dialogue) {
    const ServerConfig& config = *dialogue.server_config;
    if (config.sessions == nullptr && config.tickets == nullptr) return;
    const std::chrono::sys_seconds now = dialogue.environment.clock.now();
    const Found found = look_for(dialogue, now);
    if (found.by == Resumption::none) return;
    if (found.session == nullptr)
        return tell_found(dialogue, found,
                          found.by == Resumption::ticket ? "it does not open under our keys" : "it is not known");
    const Session& session = *found.session;
    dialogue.tell_session(SessionAct::found, found.by, found.identifier, session);
    if (session.is_alive(now)) check_extended_master_secret(dialogue, session);
    std::string_view obstacle = obstacle_to_resuming(dialogue, session, now);
    PeerIdentity peer;
    if (obstacle.empty() && !session.peer_chain.empty()) {
        peer = peer_of(dialogue, session, now);
        if (!is_acceptable(dialogue, peer)) obstacle = "the client's certificate is not trusted now";
    }
    tell_found(dialogue, found, obstacle);
    if (!obstacle.empty()) return;
    dialogue.facts.resuming = true;
    dialogue.resumption = found.by;
    dialogue.session = found.session;
    dialogue.exports.server_certificate = identity_of(config, session)->certificate();
    if (!session.peer_chain.empty()) dialogue.session_peer.emplace(std::move(peer));
}

} // namespace vitrine::tls
