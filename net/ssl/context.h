// What many connections share, by the words of Python's ssl.SSLContext.
#pragma once

#include "net/files/identity_file.h"
#include "tls/connection.h"

#include <memory>

namespace vitrine::net::ssl {

// NOLINTBEGIN(readability-identifier-naming): the words are Python's
enum class Protocol : std::uint8_t { PROTOCOL_TLS_CLIENT, PROTOCOL_TLS_SERVER };
using enum Protocol;

enum class VerifyMode : std::uint8_t {
    CERT_NONE,     // of a client: any certificate will do; of a server: none is asked for
    CERT_OPTIONAL, // of a server: whoever shows one must show a good one; of a client: as CERT_REQUIRED
    CERT_REQUIRED, // a good one must be shown
};
using enum VerifyMode;

class SSLSocket;

enum class Purpose : std::uint8_t {
    SERVER_AUTH, // for a client, which is to verify servers
    CLIENT_AUTH, // for a server
};
// NOLINTEND(readability-identifier-naming)

class SSLContext {
public:
    // A client verifies chain and name, a server asks for no certificate: as Python's, until told otherwise.
    explicit SSLContext(Protocol protocol);

    // Throw net::FileError. A chain without a key behind it has its key in the same file.
    void load_cert_chain(const std::string& certfile, const std::string& keyfile = "",
                         const std::string& password = "");
    void load_verify_locations(const std::string& cafile);
    void load_default_certs(); // those that the system trusts

    bool check_hostname() const { return check_hostname_; }
    // Switched on, it makes CERT_REQUIRED of CERT_NONE. Throws std::invalid_argument if a server is to have it.
    void check_hostname(bool on);
    VerifyMode verify_mode() const { return verify_mode_; }
    // Throws std::invalid_argument for CERT_NONE while check_hostname is on.
    void verify_mode(VerifyMode mode);

    // By IANA's names or OpenSSL's, divided by ":" or ",", the best first. Throws SSLError if one of them is unknown.
    void set_ciphers(const std::string& list);
    void set_alpn_protocols(const std::vector<std::string>& protocols);

    Protocol protocol() const { return protocol_; }

    // All the rest: tls/handshake/config.h. Connections that are there keep what they were made with.
    tls::ClientConfig& client_config() { return client_; }
    tls::ServerConfig& server_config() { return server_; }

private:
    friend class SSLSocket;
    tls::Preferences& preferences();
    x509::TrustStore& trust_store();
    std::shared_ptr<const tls::ClientConfig> client_for(const std::string& server_hostname,
                                                        std::shared_ptr<tls::SessionStore> sessions) const;
    std::shared_ptr<const tls::ServerConfig> server() const;

    Protocol protocol_;
    VerifyMode verify_mode_;
    bool check_hostname_;
    tls::ClientConfig client_;
    tls::ServerConfig server_;
};

// With the system's certificates, or with those of `cafile` alone, if one is named.
SSLContext create_default_context(Purpose purpose = Purpose::SERVER_AUTH, const std::string& cafile = "");

} // namespace vitrine::net::ssl
