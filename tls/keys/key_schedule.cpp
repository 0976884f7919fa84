// From the premaster secret to the keys of both directions (RFC 5246 §6.3, §8.1; RFC 7627 §4).
#include "tls/keys/key_schedule.h"

#include "tls/keys/prf.h"

#include <algorithm>

namespace vitrine::tls {

namespace {

// Cuts the next `to.size()` bytes off the key block.
void take(View& block, MutableView to) {
    std::ranges::copy(block.first(to.size()), to.begin());
    block = block.subspan(to.size());
}

} // namespace

MasterSecret derive_master_secret(crypto::HashAlgorithm hash, const PremasterSecret& premaster,
                                  const Randoms& randoms) {
    MasterSecret master;
    prf(hash, premaster.bytes.view(), "master secret", randoms.client, randoms.server,
        master.bytes.fill()); // RFC 5246 §8.1
    return master;
}

MasterSecret derive_extended_master_secret(crypto::HashAlgorithm hash, const PremasterSecret& premaster,
                                           const crypto::Digest& session_hash) {
    MasterSecret master;
    prf(hash, premaster.bytes.view(), "extended master secret", session_hash.view(), {},
        master.bytes.fill()); // RFC 7627 §4
    return master;
}

KeyBlock derive_key_block(crypto::HashAlgorithm hash, const MasterSecret& master, const Randoms& randoms,
                          std::size_t key_size) {
    KeyBlock keys;
    keys.client_write.key = crypto::SecretBytes{key_size};
    keys.server_write.key = crypto::SecretBytes{key_size};
    crypto::SecretBytes key_block{2 * key_size + 2 * crypto::Secret<4>::size};
    prf(hash, master.bytes.view(), "key expansion", randoms.server, randoms.client,
        key_block.fill()); // the server's random first, unlike in the master secret: RFC 5246 §6.3

    View rest = key_block.view(); // an AEAD has no MAC keys, so the block begins with the write keys: RFC 5246 §6.3
    take(rest, keys.client_write.key.fill());
    take(rest, keys.server_write.key.fill());
    take(rest, keys.client_write.implicit_nonce.fill());
    take(rest, keys.server_write.implicit_nonce.fill());
    return keys;
}

VerifyData derive_verify_data(crypto::HashAlgorithm hash, const MasterSecret& master, Role finished_by,
                              const crypto::Digest& handshake_hash) {
    const std::string_view finished_label = finished_by == Role::client ? "client finished" : "server finished";
    VerifyData verify_data{};
    prf(hash, master.bytes.view(), finished_label, handshake_hash.view(), {}, verify_data); // RFC 5246 §7.4.9
    return verify_data;
}

} // namespace vitrine::tls
