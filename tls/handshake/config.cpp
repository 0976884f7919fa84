// Identities: a chain and what signs for it.
#include "tls/handshake/config.h"

namespace vitrine::tls {

namespace {

class PrivateKeySigner final : public Signer {
public:
    explicit PrivateKeySigner(crypto::PrivateKey key) : key_(std::move(key)) {}
    Bytes sign(crypto::SignatureAlgorithm algorithm, View message, crypto::RandomSource& random) const override {
        return crypto::sign(key_, algorithm, message, random);
    }

private:
    crypto::PrivateKey key_;
};

// The public key of the first certificate.
const crypto::PublicKey& certified_key(std::span<const x509::Certificate> chain) {
    if (chain.empty()) throw std::invalid_argument("an identity needs a certificate");
    const std::optional<crypto::PublicKey>& key = chain.front().public_key();
    if (!key)
        throw std::invalid_argument("the key of the certificate for " + chain.front().subject().text() +
                                    " is of a kind, curve or size that vitrine does not use");
    return *key;
}

Bytes fingerprint_of(std::span<const x509::Certificate> chain) {
    certified_key(chain);
    return to_bytes(crypto::hash(crypto::HashAlgorithm::sha256, chain.front().der()).view());
}

std::shared_ptr<const Signer> signer_by(crypto::PrivateKey key, std::span<const x509::Certificate> chain) {
    if (!crypto::same_key(certified_key(chain), crypto::public_key_of(key)))
        throw std::invalid_argument("the private key is not the one of the certificate for " +
                                    chain.front().subject().text());
    return std::make_shared<const PrivateKeySigner>(std::move(key));
}

} // namespace

Identity::Identity(std::vector<x509::Certificate> chain, crypto::PrivateKey key)
    : chain_(std::move(chain)), fingerprint_(fingerprint_of(chain_)), signer_(signer_by(std::move(key), chain_)) {}

Identity::Identity(std::vector<x509::Certificate> chain, std::shared_ptr<const Signer> signer)
    : chain_(std::move(chain)), fingerprint_(fingerprint_of(chain_)), signer_(std::move(signer)) {
    if (signer_ == nullptr) throw std::invalid_argument("an identity needs a signer");
}

Bytes key_of_server(const ClientConfig& config) {
    if (!config.server_name.empty()) return to_bytes(as_bytes(config.server_name));
    if (!config.verify_host_name.empty()) return to_bytes(as_bytes(config.verify_host_name));
    return config.verify_ip_address;
}

} // namespace vitrine::tls
