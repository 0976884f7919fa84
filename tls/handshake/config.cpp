// Identities: a chain and the key that belongs to it.
#include "tls/handshake/config.h"

namespace vitrine::tls {

Identity::Identity(std::vector<x509::Certificate> chain, crypto::PrivateKey key)
    : chain_(std::move(chain)), key_(std::make_shared<const crypto::PrivateKey>(std::move(key))) {
    if (chain_.empty()) throw std::invalid_argument("an identity needs a certificate");
    const std::optional<crypto::PublicKey>& certified = certificate().public_key();
    if (!certified)
        throw std::invalid_argument("the key of the certificate for " + certificate().subject().text() +
                                    " is of a kind, curve or size that vitrine does not use");
    if (!crypto::same_key(*certified, crypto::public_key_of(*key_)))
        throw std::invalid_argument("the private key is not the one of the certificate for " +
                                    certificate().subject().text());
}

} // namespace vitrine::tls
