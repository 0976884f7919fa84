// HMAC (RFC 2104 §2): H(K xor opad, H(K xor ipad, text)).
#include "crypto/hmac.h"

#include "crypto/secret.h"
#include "running_hash.h"

#include <algorithm>

namespace vitrine::crypto {
namespace {

constexpr std::size_t max_block_size = 128;
constexpr std::uint8_t ipad = 0x36; // RFC 2104 §2
constexpr std::uint8_t opad = 0x5c; // RFC 2104 §2

// A hash that has taken in the key, padded with zeros to a block, under one of the two pads.
RunningHash keyed(HashAlgorithm algorithm, View key, std::uint8_t pad) {
    RunningHash running{algorithm};
    Secret<max_block_size> block;
    std::copy(key.begin(), key.end(), block.fill().begin());
    for (std::uint8_t& byte : block.fill()) byte ^= pad;
    running.add(block.view().first(RunningHash::block_size(algorithm)));
    return running;
}

} // namespace

// Both hashes are kept as they stand after the key's block: each message costs two copies instead of two blocks.
class Hmac::State {
public:
    State(HashAlgorithm algorithm, View key)
        : inner(keyed(algorithm, key, ipad)), outer(keyed(algorithm, key, opad)), running(algorithm) {}

    RunningHash inner, outer;
    RunningHash running; // that of the message in hand: a copy into it wipes nothing and makes nothing anew
};

Hmac::Hmac(HashAlgorithm algorithm, View key) {
    if (key.size() <= RunningHash::block_size(algorithm)) {
        state_ = std::make_unique<State>(algorithm, key);
        return;
    }
    Digest short_key = hash(algorithm, key); // RFC 2104 §2: a key longer than a block is hashed first
    state_ = std::make_unique<State>(algorithm, short_key.view());
    wipe(short_key.fill());
}
Hmac::Hmac(Hmac&&) noexcept = default;
Hmac& Hmac::operator=(Hmac&&) noexcept = default;
Hmac::~Hmac() = default;

Digest Hmac::of(std::initializer_list<View> parts) {
    RunningHash& running = state_->running;
    running = state_->inner;
    for (View part : parts) running.add(part);
    const Digest of_text = running.finish();
    running = state_->outer;
    running.add(of_text.view());
    return running.finish();
}

} // namespace vitrine::crypto
