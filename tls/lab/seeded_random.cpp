// Randomness that anyone can foresee: SHA-256 in counter mode over seed, draw and purpose (FIPS 180-4).
#include "tls/lab/seeded_random.h"

#include "crypto/hash.h"

#include <algorithm>

namespace vitrine::tls {

namespace {

void append_uint64(Bytes& to, std::uint64_t value) {
    for (int shift = 56; shift >= 0; shift -= 8) to.push_back(static_cast<std::uint8_t>(value >> shift));
}

} // namespace

SeededRandom::SeededRandom(std::string_view seed) {
    std::ranges::copy(crypto::hash(crypto::HashAlgorithm::sha256, as_bytes(seed)).view(), seed_.begin());
}

SeededRandom::SeededRandom(std::uint64_t seed) : SeededRandom{std::string_view{std::to_string(seed)}} {}

void SeededRandom::fill(std::string_view purpose, MutableView out) {
    const std::uint64_t draw = drawn_[std::string{purpose}]++;
    for (std::uint64_t block = 0; !out.empty(); ++block) {
        Bytes input = to_bytes(seed_); // parts of fixed size first, so that no two inputs are alike by accident
        append_uint64(input, draw);
        append_uint64(input, block);
        append(input, as_bytes(purpose));
        const crypto::Digest digest = crypto::hash(crypto::HashAlgorithm::sha256, input);
        const std::size_t size = std::min(out.size(), digest.view().size());
        std::ranges::copy(digest.view().first(size), out.begin());
        out = out.subspan(size);
    }
}

} // namespace vitrine::tls
