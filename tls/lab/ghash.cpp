// GHASH and the field it works in (NIST SP 800-38D §6.3, §6.4), bit by bit.
#include "tls/lab/ghash.h"

#include <algorithm>

namespace vitrine::tls {

namespace {

constexpr std::uint8_t reduction = 0xe1; // x^128 = x^7 + x^2 + x + 1

bool bit(const Block& block, int number) {
    return (block[static_cast<std::size_t>(number) / 8] >> (7 - number % 8) & 1) != 0;
}

Block times_x(const Block& value) {
    Block shifted{};
    unsigned carry = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
        shifted[i] = static_cast<std::uint8_t>(value[i] >> 1 | carry << 7);
        carry = value[i] & 1U;
    }
    if (carry != 0) shifted[0] ^= reduction;
    return shifted;
}

void add_length(Block& lengths, std::size_t offset, std::uint64_t bytes) {
    std::uint64_t bits = 8 * bytes;
    for (std::size_t i = 8; i-- > 0; bits >>= 8) lengths[offset + i] = static_cast<std::uint8_t>(bits);
}

void absorb(Block& state, const Block& hash_key, View bytes) {
    while (!bytes.empty()) {
        const View part = bytes.first(std::min<std::size_t>(bytes.size(), 16));
        Block block{}; // padded with zeros
        std::ranges::copy(part, block.begin());
        state = product(state ^ block, hash_key);
        bytes = bytes.subspan(part.size());
    }
}

} // namespace

Block operator^(const Block& one, const Block& other) {
    Block sum = one;
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] ^= other[i];
    return sum;
}

Block product(const Block& one, const Block& other) {
    Block sum{};
    Block multiple = other;
    for (int i = 0; i < 128; ++i) {
        if (bit(one, i)) sum = sum ^ multiple;
        multiple = times_x(multiple);
    }
    return sum;
}

Block inverse(const Block& value) { // value^(2^128 - 2)
    Block power = value;
    Block result{0x80}; // 1
    for (int i = 1; i < 128; ++i) {
        power = product(power, power);
        result = product(result, power);
    }
    return result;
}

Block square_root(const Block& value) { // value^(2^127)
    Block root = value;
    for (int i = 0; i < 127; ++i) root = product(root, root);
    return root;
}

Block ghash(const Block& hash_key, View aad, View ciphertext) {
    Block state{};
    absorb(state, hash_key, aad);
    absorb(state, hash_key, ciphertext);
    Block lengths{};
    add_length(lengths, 0, aad.size());
    add_length(lengths, 8, ciphertext.size());
    absorb(state, hash_key, lengths);
    return state;
}

} // namespace vitrine::tls
