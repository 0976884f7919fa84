// A RandomSource that hands out given bytes, again and again, and remembers what was asked for.
#pragma once

#include "crypto/random.h"

#include <algorithm>

namespace vitrine::tests {

class FixedRandom final : public crypto::RandomSource {
public:
    explicit FixedRandom(std::vector<Bytes> draws) : draws_(std::move(draws)) {}

    void fill(std::string_view purpose, MutableView out) override {
        purposes.emplace_back(purpose);
        const Bytes& draw = draws_[std::min(purposes.size(), draws_.size()) - 1]; // the last one repeats
        std::fill(out.begin(), out.end(), std::uint8_t{0});
        std::copy_n(draw.begin(), std::min(draw.size(), out.size()), out.begin());
    }

    std::vector<std::string> purposes;

private:
    std::vector<Bytes> draws_;
};

} // namespace vitrine::tests
