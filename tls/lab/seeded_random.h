// Randomness that anyone can foresee: the same seed gives the same run, byte for byte. Never for real traffic.
#pragma once

#include "crypto/random.h"

#include <array>
#include <map>

namespace vitrine::tls {

class SeededRandom final : public crypto::RandomSource {
public:
    explicit SeededRandom(std::string_view seed);
    explicit SeededRandom(std::uint64_t seed); // the same as its decimal digits

    // What a draw gives depends on the seed, on the purpose and on how many draws of that purpose came before,
    // so that a run with one more draw of another kind still shows the same client_random.
    void fill(std::string_view purpose, MutableView out) override;

private:
    std::array<std::uint8_t, 32> seed_{};                     // SHA-256 of the seed given
    std::map<std::string, std::uint64_t, std::less<>> drawn_; // how often, by purpose
};

} // namespace vitrine::tls
