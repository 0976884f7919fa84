// What many TLS streams share: certificates, keys, whom to trust. In the shape of asio::ssl::context, over the engine's
// own configurations, which can be reached for all that asio has no word for.
#pragma once

#include "net/files/identity_file.h"
#include "tls/connection.h"

#include <memory>

namespace vitrine::net {

// Not to be changed while another thread makes streams of it. Streams made before keep what they were made with.
class context {
public:
    enum method { tlsv12, tlsv12_client, tlsv12_server };
    enum file_format { pem };
    enum verify_mode { // as OpenSSL's names; they can be combined by |
        verify_none = 0,
        verify_peer = 1,                // a client verifies its server; a server asks for a certificate
        verify_fail_if_no_peer_cert = 2 // and a server insists on one
    };

    // A client verifies its server unless told otherwise; a server asks for no certificate unless told so.
    explicit context(method of);

    // Whom to trust: certificates from the system's places, a file, a folder, or PEM text. Throw FileError, or
    // x509::ParseError for text.
    void set_default_verify_paths();
    void load_verify_file(const std::string& path);
    void add_verify_path(const std::string& path);
    template <class Buffer> void add_certificate_authority(const Buffer& pem_text) { add_authority(text_of(pem_text)); }

    // Our own certificate with its chain, and its key. Throw FileError or x509::ParseError, and std::invalid_argument
    // when both are there and do not belong together.
    void use_certificate_chain_file(const std::string& path);
    void use_private_key_file(const std::string& path, file_format format);
    template <class Buffer> void use_certificate_chain(const Buffer& pem_text) { use_chain(text_of(pem_text)); }
    template <class Buffer> void use_private_key(const Buffer& pem_text, file_format /*format*/) {
        use_key(text_of(pem_text));
    }
    // Asked for the pass phrase of a key that is encrypted, before that key is used.
    void set_password_callback(x509::PassPhrase ask) { pass_phrase_ = std::move(ask); }

    void set_verify_mode(int mode);

    // All the rest: suites, groups, ALPN, sessions, extensions (tls/handshake/config.h).
    tls::ClientConfig& client_config() { return change().client; }
    tls::ServerConfig& server_config() { return change().server; }

private:
    struct Settings {
        tls::ClientConfig client;
        tls::ServerConfig server;
        crypto::SystemRandom random;
        tls::SystemClock clock;
    };

public:
    // What one stream adds to it, and the connection that comes of both.
    class Opening {
    public:
        explicit Opening(const context& of) : settings_{of.settings_} {}
        std::unique_ptr<tls::Connection> connect(tls::Role us) const;

        std::string server_name; // of a client: a host name or an IP address; empty: none
        std::optional<verify_mode> mode;

    private:
        tls::ClientConfig own_config() const;

        std::shared_ptr<Settings> settings_;
    };

private:
    static std::string_view text_of(const auto& buffer) {
        return {static_cast<const char*>(static_cast<const void*>(buffer.data())), buffer.size()};
    }
    Settings& change(); // a copy, if a stream has the present ones
    void trust(const x509::TrustStore& store);
    void add_authority(std::string_view pem_text);
    void use_chain(std::string_view pem_text);
    void use_key(std::string_view pem_text);
    void use_identity();

    std::shared_ptr<Settings> settings_;
    x509::PassPhrase pass_phrase_;
    std::vector<x509::Certificate> chain_; // until both are there
    std::optional<crypto::PrivateKey> key_;
};

} // namespace vitrine::net
