// What each side is given before a connection begins. Shared by many connections, and not changed while they live.
#pragma once

#include "tls/base/numbers.h"
#include "tls/session/session_store.h"
#include "tls/session/ticket_keys.h"
#include "tls/x509/certificate/known_certificates.h"
#include "tls/x509/keys/private_key.h"
#include "tls/x509/path/validate.h"

#include <memory>

namespace vitrine::tls {

// What signs for an identity: a private key in memory, or whatever stands in for one.
class Signer {
public:
    virtual ~Signer() = default;
    // The signature over `message`; whatever is random in it is drawn from `random`.
    virtual Bytes sign(crypto::SignatureAlgorithm algorithm, View message, crypto::RandomSource& random) const = 0;
};

// A certificate chain, own certificate first, and what signs for it. Copies share the signer.
class Identity {
public:
    // Throws std::invalid_argument if the chain is empty, its first certificate has a key that we do not use, or the
    // private key is not the one that belongs to it.
    Identity(std::vector<x509::Certificate> chain, crypto::PrivateKey key);
    // The signer is trusted to sign by the key of the first certificate.
    Identity(std::vector<x509::Certificate> chain, std::shared_ptr<const Signer> signer);

    const x509::Certificate& certificate() const { return chain_.front(); }
    std::span<const x509::Certificate> chain() const { return chain_; }
    const Signer& signer() const { return *signer_; }
    const Bytes& fingerprint() const { return fingerprint_; } // SHA-256 of the certificate: sessions know it by that

    // An OCSP response in DER, for clients that ask for one (RFC 6066 §8); empty: none.
    View ocsp_response() const { return ocsp_response_; }
    void staple(Bytes ocsp_response) { ocsp_response_ = std::move(ocsp_response); }
    // The one host name that the identity is kept for; empty: for those in its certificate.
    const std::string& server_name() const { return server_name_; }
    void serve(std::string server_name) { server_name_ = std::move(server_name); }

private:
    std::vector<x509::Certificate> chain_;
    Bytes fingerprint_;
    Bytes ocsp_response_;
    std::string server_name_;
    std::shared_ptr<const Signer> signer_;
};

// What either side would negotiate, best first.
struct Preferences {
    std::vector<CipherSuite> cipher_suites = {CipherSuite::tls_ecdhe_ecdsa_with_aes_128_gcm_sha256,
                                              CipherSuite::tls_ecdhe_rsa_with_aes_128_gcm_sha256,
                                              CipherSuite::tls_ecdhe_ecdsa_with_aes_256_gcm_sha384,
                                              CipherSuite::tls_ecdhe_rsa_with_aes_256_gcm_sha384,
                                              CipherSuite::tls_ecdhe_ecdsa_with_chacha20_poly1305_sha256,
                                              CipherSuite::tls_ecdhe_rsa_with_chacha20_poly1305_sha256};
    std::vector<NamedGroup> groups = {NamedGroup::x25519, NamedGroup::secp256r1, NamedGroup::secp384r1};
    std::vector<SignatureScheme> signature_schemes = {
        SignatureScheme::ecdsa_secp256r1_sha256, SignatureScheme::ecdsa_secp384r1_sha384,
        SignatureScheme::rsa_pss_rsae_sha256,    SignatureScheme::rsa_pss_rsae_sha384,
        SignatureScheme::rsa_pss_rsae_sha512,    SignatureScheme::rsa_pkcs1_sha256,
        SignatureScheme::rsa_pkcs1_sha384,       SignatureScheme::rsa_pkcs1_sha512};
    std::vector<std::string> alpn_protocols; // RFC 7301; empty: the extension is not used
    // RFC 7627. Without it two connections can be given the same secret: to show what then breaks, and for nothing
    // else.
    bool extended_master_secret = true;
    // Refuses a peer with whom no application protocol is agreed on, though it may know no better (RFC 9325 §3.8).
    bool alpn_required = false;
};

enum class PeerCertificate : std::uint8_t {
    verify,     // a path to an anchor, and the right name: anything else ends the handshake
    accept_any, // any well-formed certificate; the verdict is kept for whoever asks
};

struct ClientConfig {
    Preferences preferences;
    // The name that is sent as SNI (RFC 6066 §3); never an IP address. Empty: none is sent.
    std::string server_name;
    // What the server's certificate must name: see x509::Question. Both empty: the name is not checked.
    std::string verify_host_name;
    Bytes verify_ip_address;
    bool allow_common_name = false;
    PeerCertificate peer_certificate = PeerCertificate::verify;
    x509::TrustStore trust_store;
    std::shared_ptr<const x509::RevocationLists> revocation_lists; // nullptr: none
    x509::RevocationDemand revocation_demand = x509::RevocationDemand::none;
    std::shared_ptr<x509::KnownCertificates> known_certificates = std::make_shared<x509::KnownCertificates>();
    std::optional<Identity> identity; // shown if the server asks for one
    bool request_status = false;      // asks for an OCSP response (RFC 6066 §8)
    bool fallback_scsv = false;       // says that an older version was tried only after this one failed (RFC 7507 §4)
    bool grease = false; // offers values that no server may know, so that none forgets to skip them (RFC 8701)
    std::optional<MaxFragmentLength> max_fragment_length; // asked for (RFC 6066 §4); nothing: the extension is not used
    // The most plaintext in a protected record that we take: 64 … 2^14 bytes (RFC 8449 §4); nothing: not used.
    std::optional<std::uint16_t> record_size_limit;
    std::size_t max_send_fragment = 1 << 14; // bytes of plaintext in a record, 64 … 2^14
    std::shared_ptr<SessionStore> sessions;  // to resume from and to keep for later; nullptr: neither
    bool use_tickets = true;                 // RFC 5077; without them only session IDs, if there is a store
    // Keeps the master secret in memory as long as the connection lives: see Connection::export_keying_material.
    bool export_keying_material = false;
};

// Under which a client keeps its sessions: the name that it asks for, else the name or the address that it expects.
Bytes key_of_server(const ClientConfig& config);

// What becomes of a client that asks for a server_name which none of our identities has (RFC 6066 §3).
enum class UnknownName : std::uint8_t { first_identity, refused };

// What becomes of a client's wish for short records (RFC 6066 §4).
enum class ShortRecords : std::uint8_t { granted, ignored };

enum class ClientAuthentication : std::uint8_t { none, optional, required };

struct ServerConfig {
    Preferences preferences;
    std::vector<Identity> identities; // the first that the client can verify is shown
    ClientAuthentication client_authentication = ClientAuthentication::none;
    PeerCertificate peer_certificate = PeerCertificate::verify;    // of a client that shows one
    x509::TrustStore trust_store;                                  // for client certificates
    std::shared_ptr<const x509::RevocationLists> revocation_lists; // of client certificates; nullptr: none
    x509::RevocationDemand revocation_demand = x509::RevocationDemand::none;
    UnknownName unknown_name = UnknownName::first_identity;
    ShortRecords short_records = ShortRecords::granted;
    // The most plaintext in a protected record that we take, 64 … 2^14 bytes, answered to clients that send theirs
    // (RFC 8449 §4); nothing: the extension is not used.
    std::optional<std::uint16_t> record_size_limit = 1 << 14;
    std::shared_ptr<x509::KnownCertificates> known_certificates = std::make_shared<x509::KnownCertificates>();
    std::size_t max_send_fragment = 1 << 14;    // bytes of plaintext in a record, 64 … 2^14
    std::shared_ptr<SessionStore> sessions;     // by session ID; nullptr: none are kept
    std::shared_ptr<TicketProtection> tickets;  // nullptr: none are issued, and none are read
    std::chrono::seconds session_lifetime{300}; // from the full handshake on, however often it is resumed
    // Keeps the master secret in memory as long as the connection lives: see Connection::export_keying_material.
    bool export_keying_material = false;
};

} // namespace vitrine::tls
