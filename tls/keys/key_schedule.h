// From the premaster secret to the keys of both directions (RFC 5246 §6.3, §8.1; RFC 7627 §4).
#pragma once

#include "crypto/hash.h"
#include "crypto/secret.h"
#include "tls/base/observer.h"
#include "tls/keys/aead.h"

#include <array>

namespace vitrine::tls {

// Both randoms by name: the master secret takes client ‖ server, the key block server ‖ client.
struct Randoms {
    std::array<std::uint8_t, 32> client{};
    std::array<std::uint8_t, 32> server{};
};

struct PremasterSecret { // the ECDH shared secret: 32 or 48 bytes
    crypto::SecretBytes bytes;
};
struct MasterSecret { // RFC 5246 §8.1
    crypto::Secret<48> bytes;
};

struct DirectionKeys { // what seals or opens one direction: keys for `cipher`, of its sizes
    AeadCipher cipher;
    crypto::SecretBytes key;
    crypto::SecretBytes implicit_nonce; // fixed_iv: the "salt" of RFC 5288 §3, or the write IV of RFC 7905 §2
};
struct KeyBlock { // RFC 5246 §6.3
    DirectionKeys client_write, server_write;
};

using VerifyData = std::array<std::uint8_t, 12>; // RFC 5246 §7.4.9

// Each tells its audience of the derivation, with every A(i), if there is one.
MasterSecret derive_master_secret(crypto::HashAlgorithm hash, const PremasterSecret& premaster, const Randoms& randoms,
                                  Audience audience = {});
// `session_hash` covers all messages up to and including ClientKeyExchange.
MasterSecret derive_extended_master_secret(crypto::HashAlgorithm hash, const PremasterSecret& premaster,
                                           const crypto::Digest& session_hash, Audience audience = {});
KeyBlock derive_key_block(crypto::HashAlgorithm hash, const MasterSecret& master, const Randoms& randoms,
                          const AeadCipher& cipher, Audience audience = {});
// `handshake_hash` covers all messages before the Finished that carries the result.
VerifyData derive_verify_data(crypto::HashAlgorithm hash, const MasterSecret& master, Role finished_by,
                              const crypto::Digest& handshake_hash, Audience audience = {});

} // namespace vitrine::tls
