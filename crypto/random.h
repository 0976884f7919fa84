// Randomness as a dependency: every draw says what it is for, so a run can be recorded and replayed.
#pragma once

#include "crypto/bytes.h"

namespace vitrine::crypto {

class RandomSource {
public:
    virtual ~RandomSource() = default;
    // Fills `out` with bytes nobody can foresee. `purpose` names the draw ("client_random", "ecdhe_private_key").
    // Throws std::runtime_error if the system has no randomness to give: nothing may go on without it.
    virtual void fill(std::string_view purpose, MutableView out) = 0;
};

// The operating system's randomness, asked afresh at each draw: nothing to seed, to share or to repeat after a fork.
class SystemRandom final : public RandomSource {
public:
    void fill(std::string_view purpose, MutableView out) override;
};

} // namespace vitrine::crypto
