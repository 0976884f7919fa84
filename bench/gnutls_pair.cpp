// GnuTLS as client and as server in one thread, joined by memory: the same work as the other stacks' pairs.
#include "bench/gnutls_pair.h"

#include <algorithm>
#include <cstring>

namespace vitrine::bench {

namespace {

gnutls_datum_t datum(const std::string& text) {
    return {const_cast<unsigned char*>(reinterpret_cast<const unsigned char*>(text.data())), // it only reads
            static_cast<unsigned>(text.size())};
}

std::string cipher_name(Suite suite) {
    switch (suite) {
    case Suite::aes_128: return "+AES-128-GCM:";
    case Suite::aes_256: return "+AES-256-GCM:";
    case Suite::chacha20: return "+CHACHA20-POLY1305:";
    }
    return {};
}

// One suite, the groups and the signature schemes of the other stacks, in their order; P-256 always, since an ECDSA
// certificate needs it named too: RFC 8422 §5.1
std::string priority_text(const Scenario& scenario) {
    return std::string{"NONE:+VERS-TLS1.2:+AEAD:+COMP-NULL:+CTYPE-X509:"} + cipher_name(scenario.suite) +
           (scenario.key_kind == KeyKind::rsa_2048 ? "+ECDHE-RSA:" : "+ECDHE-ECDSA:") +
           (scenario.group == Group::x25519 ? "+GROUP-X25519:+GROUP-SECP256R1:" : "+GROUP-SECP256R1:") +
           "+SIGN-ECDSA-SHA256:+SIGN-RSA-PSS-RSAE-SHA256:+SIGN-RSA-SHA256";
}

GnutlsHandle<gnutls_certificate_credentials_t> new_credentials() {
    gnutls_certificate_credentials_t made = nullptr;
    gnutls_check(gnutls_certificate_allocate_credentials(&made));
    return GnutlsHandle<gnutls_certificate_credentials_t>{made};
}

ssize_t push(gnutls_transport_ptr_t ports, const void* bytes, std::size_t size) {
    Bytes& to_peer = static_cast<GnutlsPair::Wire::Ports*>(ports)->to_peer->bytes;
    const std::size_t before = to_peer.size();
    to_peer.resize(before + size);
    std::memcpy(to_peer.data() + before, bytes, size);
    return static_cast<ssize_t>(size);
}

ssize_t pull(gnutls_transport_ptr_t ports, void* bytes, std::size_t space) {
    GnutlsPair::Pipe& from_peer = *static_cast<GnutlsPair::Wire::Ports*>(ports)->from_peer;
    const std::size_t size = std::min(space, from_peer.bytes.size() - from_peer.taken);
    if (size == 0) { // later
        errno = EAGAIN;
        return -1;
    }
    std::memcpy(bytes, from_peer.bytes.data() + from_peer.taken, size);
    from_peer.taken += size;
    if (from_peer.taken == from_peer.bytes.size()) {
        from_peer.bytes.clear(); // keeps its memory
        from_peer.taken = 0;
    }
    return static_cast<ssize_t>(size);
}

int pull_timeout(gnutls_transport_ptr_t ports, unsigned) {
    const GnutlsPair::Pipe& from_peer = *static_cast<GnutlsPair::Wire::Ports*>(ports)->from_peer;
    return from_peer.taken < from_peer.bytes.size() ? 1 : 0;
}

} // namespace

GnutlsContexts::GnutlsContexts(const Scenario& scenario, const Certificates& certificates)
    : of_client_{new_credentials()}, of_server_{new_credentials()}, resumed_{scenario.resumed} {
    const gnutls_datum_t ca = datum(certificates.ca);
    const gnutls_datum_t certificate = datum(certificates.certificate);
    const gnutls_datum_t key = datum(certificates.key);
    gnutls_check(gnutls_certificate_set_x509_trust_mem(of_client_.get(), &ca, GNUTLS_X509_FMT_PEM));
    gnutls_check(gnutls_certificate_set_x509_key_mem(of_server_.get(), &certificate, &key, GNUTLS_X509_FMT_PEM));
    gnutls_priority_t priority = nullptr;
    gnutls_check(gnutls_priority_init(&priority, priority_text(scenario).c_str(), nullptr));
    priority_.reset(priority);
    if (resumed_ != Resumed::by_ticket) return;
    gnutls_datum_t ticket_key{};
    gnutls_check(gnutls_session_ticket_key_generate(&ticket_key));
    ticket_key_.assign(ticket_key.data, ticket_key.data + ticket_key.size);
    gnutls_free(ticket_key.data);
}

void GnutlsContexts::remember(GnutlsPair& pair) {
    gnutls_datum_t session{};
    gnutls_check(gnutls_session_get_data2(pair.client(), &session));
    session_.assign(session.data, session.data + session.size);
    gnutls_free(session.data);
}

GnutlsHandle<gnutls_session_t> GnutlsContexts::new_session(Side side, unsigned flags) const {
    const bool is_client = side == Side::client;
    const unsigned tickets = resumed_ == Resumed::by_ticket ? 0U : GNUTLS_NO_TICKETS;
    gnutls_session_t made = nullptr;
    gnutls_check(gnutls_init(&made, (is_client ? GNUTLS_CLIENT : GNUTLS_SERVER) | tickets | flags));
    GnutlsHandle<gnutls_session_t> session{made};
    gnutls_check(gnutls_priority_set(made, priority_.get()));
    gnutls_check(gnutls_credentials_set(made, GNUTLS_CRD_CERTIFICATE, (is_client ? of_client_ : of_server_).get()));
    if (!is_client && !ticket_key_.empty()) {
        const gnutls_datum_t key{const_cast<unsigned char*>(ticket_key_.data()), // it only reads
                                 static_cast<unsigned>(ticket_key_.size())};
        gnutls_check(gnutls_session_ticket_enable_server(made, &key));
    }
    if (!is_client) return session;
    if (!session_.empty()) gnutls_check(gnutls_session_set_data(made, session_.data(), session_.size()));
    gnutls_check(gnutls_server_name_set(made, GNUTLS_NAME_DNS, server_name.data(), server_name.size()));
    gnutls_session_set_verify_cert(made, server_name.data(), 0); // a literal: it ends with a zero and is kept
    return session;
}

GnutlsPair::GnutlsPair(const GnutlsContexts& contexts, Wire& wire) : contexts_{contexts}, wire_{wire} {}

void GnutlsPair::start(Side side) {
    GnutlsHandle<gnutls_session_t>& us = end_of(side);
    us = contexts_.new_session(side, GNUTLS_NONBLOCK);
    gnutls_transport_set_ptr(us.get(), side == Side::client ? &wire_.of_client : &wire_.of_server);
    gnutls_transport_set_push_function(us.get(), push);
    gnutls_transport_set_pull_function(us.get(), pull);
    gnutls_transport_set_pull_timeout_function(us.get(), pull_timeout);
    done_[static_cast<std::size_t>(side)] = false;
}

void GnutlsPair::advance(Side side) {
    bool& done = done_[static_cast<std::size_t>(side)];
    if (done) return;
    const int result = gnutls_handshake(end_of(side).get());
    if (result != GNUTLS_E_AGAIN) gnutls_check(result);
    done = result == GNUTLS_E_SUCCESS;
}

void GnutlsPair::write_and_read(View message, MutableView received) {
    while (!message.empty())
        message = message.subspan(
            static_cast<std::size_t>(gnutls_check(gnutls_record_send(client_.get(), message.data(), message.size()))));
    while (!received.empty())
        received = received.subspan(static_cast<std::size_t>(
            gnutls_check(gnutls_record_recv(server_.get(), received.data(), received.size()))));
}

} // namespace vitrine::bench
