// OpenSSL as client and as server in one thread: what one writes to memory, the other reads there without a copy
// between.
#include "bench/openssl_pair.h"

#include <openssl/pem.h>

namespace vitrine::bench {

namespace {

Handle<BIO> reading(const std::string& text) {
    return checked(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

Handle<X509> certificate_from(const std::string& pem) {
    return checked(PEM_read_bio_X509(reading(pem).get(), nullptr, nullptr, nullptr));
}

std::string suite_name(const Scenario& scenario) {
    const std::string authentication = scenario.key_kind == KeyKind::rsa_2048 ? "RSA" : "ECDSA";
    return "ECDHE-" + authentication + (scenario.suite == Suite::aes_128 ? "-AES128-GCM-SHA256" : "-AES256-GCM-SHA384");
}

Handle<SSL_CTX> new_context(const Scenario& scenario) {
    auto context = checked(SSL_CTX_new(TLS_method()));
    check(SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION));
    check(SSL_CTX_set_max_proto_version(context.get(), TLS1_2_VERSION));
    check(SSL_CTX_set_cipher_list(context.get(), suite_name(scenario).c_str()));
    // The group wanted first; P-256 always, since an ECDSA certificate needs it named too: RFC 8422 §5.1
    check(SSL_CTX_set1_groups_list(context.get(), scenario.group == Group::x25519 ? "X25519:P-256" : "P-256"));
    check(SSL_CTX_set1_sigalgs_list(context.get(), "ECDSA+SHA256:RSA-PSS+SHA256:RSA+SHA256")); // as vitrine's order
    SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);                         // full handshakes
    SSL_CTX_set_options(context.get(), SSL_OP_NO_TICKET);
    return context;
}

// One end writes where the other reads.
void join(SSL* client, SSL* server) {
    for (auto [writer, reader] : {std::pair{client, server}, std::pair{server, client}}) {
        BIO* memory = checked(BIO_new(BIO_s_mem())).release();
        BIO_set_mem_eof_return(memory, -1); // empty means: later
        check(BIO_up_ref(memory));
        SSL_set0_wbio(writer, memory);
        SSL_set0_rbio(reader, memory);
    }
}

} // namespace

OpensslContexts::OpensslContexts(const Scenario& scenario, const Certificates& certificates)
    : client_{new_context(scenario)}, server_{new_context(scenario)} {
    SSL_CTX_set_verify(client_.get(), SSL_VERIFY_PEER, nullptr);
    check(X509_STORE_add_cert(SSL_CTX_get_cert_store(client_.get()), certificate_from(certificates.ca).get()));
    check(SSL_CTX_use_certificate(server_.get(), certificate_from(certificates.certificate).get()));
    const auto key = checked(PEM_read_bio_PrivateKey(reading(certificates.key).get(), nullptr, nullptr, nullptr));
    check(SSL_CTX_use_PrivateKey(server_.get(), key.get()));
}

OpensslPair::OpensslPair(const OpensslContexts& contexts)
    : client_{checked(SSL_new(contexts.client()))}, server_{checked(SSL_new(contexts.server()))} {
    join(client_.get(), server_.get());
    check(SSL_set1_host(client_.get(), std::string{server_name}.c_str()));
    check(SSL_set_tlsext_host_name(client_.get(), std::string{server_name}.c_str()));
    SSL_set_connect_state(client_.get());
    SSL_set_accept_state(server_.get());
}

void OpensslPair::handshake() {
    for (int flight = 0; flight < 3; ++flight) { // client, server, client, server, client
        SSL_do_handshake(client_.get());
        SSL_do_handshake(server_.get());
    }
    check(SSL_is_init_finished(client_.get()));
    check(SSL_is_init_finished(server_.get()));
}

void OpensslPair::write_and_read(View message, MutableView received) {
    check(SSL_write(client_.get(), message.data(), static_cast<int>(message.size())));
    while (!received.empty()) {
        const int size = SSL_read(server_.get(), received.data(), static_cast<int>(received.size()));
        check(size);
        received = received.subspan(static_cast<std::size_t>(size));
    }
}

} // namespace vitrine::bench
