// From the premaster secret to the keys of both directions (RFC 5246 §6.3, §8.1; RFC 7627 §4).
#include "tls/keys/key_schedule.h"

#include "tls/keys/prf.h"

#include <algorithm>

namespace vitrine::tls {

namespace {

// What goes into the PRF, by name. Two parts of seed are the most that TLS 1.2 has.
struct Inputs {
    crypto::HashAlgorithm hash;
    std::string_view label;
    NamedBytes secret;
    std::array<NamedBytes, 2> seed;
};

// Tells of a derivation after it was made.
class Telling {
public:
    explicit Telling(Audience audience) : audience_(audience) {}
    std::vector<crypto::Digest>* steps() { return audience_.observer == nullptr ? nullptr : &steps_; }

    void tell(std::string_view became, const Inputs& inputs, View output, std::span<const NamedBytes> parts = {}) {
        if (audience_.observer == nullptr) return;
        const std::size_t seeds = inputs.seed[1].bytes.empty() ? 1 : 2;
        audience_.observer->derived(audience_.us, {became, inputs.hash, inputs.label, inputs.secret,
                                                   std::span{inputs.seed}.first(seeds), steps_, output, parts});
        for (crypto::Digest& step : steps_) crypto::wipe(step.fill());
    }

private:
    Audience audience_;
    std::vector<crypto::Digest> steps_;
};

void expand(const Inputs& inputs, MutableView out, Telling& telling) {
    prf(inputs.hash, inputs.secret.bytes, inputs.label, inputs.seed[0].bytes, inputs.seed[1].bytes, out,
        telling.steps());
}

DirectionKeys room_for(const AeadCipher& cipher) {
    return {cipher, crypto::SecretBytes{cipher.key_size}, crypto::SecretBytes{cipher.implicit_nonce_size}};
}

// Cuts the next `to.size()` bytes off the key block.
View take(View& block, MutableView to) {
    const View part = block.first(to.size());
    std::ranges::copy(part, to.begin());
    block = block.subspan(to.size());
    return part;
}

} // namespace

MasterSecret derive_master_secret(crypto::HashAlgorithm hash, const PremasterSecret& premaster, const Randoms& randoms,
                                  Audience audience) {
    const Inputs inputs{hash,
                        "master secret", // RFC 5246 §8.1
                        {"premaster_secret", premaster.bytes.view()},
                        {{{"client_random", randoms.client}, {"server_random", randoms.server}}}};
    MasterSecret master;
    Telling telling{audience};
    expand(inputs, master.bytes.fill(), telling);
    telling.tell("master_secret", inputs, master.bytes.view());
    return master;
}

MasterSecret derive_extended_master_secret(crypto::HashAlgorithm hash, const PremasterSecret& premaster,
                                           const crypto::Digest& session_hash, Audience audience) {
    const Inputs inputs{hash,
                        "extended master secret", // RFC 7627 §4
                        {"premaster_secret", premaster.bytes.view()},
                        {{{"session_hash", session_hash.view()}, {}}}};
    MasterSecret master;
    Telling telling{audience};
    expand(inputs, master.bytes.fill(), telling);
    telling.tell("master_secret", inputs, master.bytes.view());
    return master;
}

KeyBlock derive_key_block(crypto::HashAlgorithm hash, const MasterSecret& master, const Randoms& randoms,
                          const AeadCipher& cipher, Audience audience) {
    const Inputs inputs{hash,
                        "key expansion",
                        {"master_secret", master.bytes.view()},
                        // the server's random first, unlike in the master secret: RFC 5246 §6.3
                        {{{"server_random", randoms.server}, {"client_random", randoms.client}}}};
    KeyBlock keys{room_for(cipher), room_for(cipher)};
    crypto::SecretBytes key_block{2 * (cipher.key_size + cipher.implicit_nonce_size)};
    Telling telling{audience};
    expand(inputs, key_block.fill(), telling);

    View rest = key_block.view(); // an AEAD has no MAC keys, so the block begins with the write keys: RFC 5246 §6.3
    const std::array<NamedBytes, 4> parts{{
        {"client_write_key", take(rest, keys.client_write.key.fill())},
        {"server_write_key", take(rest, keys.server_write.key.fill())},
        {"client_write_IV", take(rest, keys.client_write.implicit_nonce.fill())},
        {"server_write_IV", take(rest, keys.server_write.implicit_nonce.fill())},
    }};
    telling.tell("key_block", inputs, key_block.view(), parts);
    return keys;
}

VerifyData derive_verify_data(crypto::HashAlgorithm hash, const MasterSecret& master, Role finished_by,
                              const crypto::Digest& handshake_hash, Audience audience) {
    const Inputs inputs{hash,
                        finished_by == Role::client ? "client finished" : "server finished", // RFC 5246 §7.4.9
                        {"master_secret", master.bytes.view()},
                        {{{"handshake_hash", handshake_hash.view()}, {}}}};
    VerifyData verify_data{};
    Telling telling{audience};
    expand(inputs, verify_data, telling);
    telling.tell("verify_data", inputs, verify_data);
    return verify_data;
}

} // namespace vitrine::tls
