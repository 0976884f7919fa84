// An environment that tells an observer what it gives: randomness by purpose, and the time.
#pragma once

#include "tls/base/environment.h"
#include "tls/base/observer.h"

namespace vitrine::tls {

// True of a draw that everybody on the way sees in a hello.
bool is_sent(std::string_view purpose);

// Randomness of another source, told. What a signature draws is not: its nonce and the signature together are the
// private key (ECDSA), and a replay takes the signature itself (tls/lab/replay.h).
class WatchedRandom final : public crypto::RandomSource {
public:
    // Both are borrowed.
    WatchedRandom(crypto::RandomSource& source, Audience audience) : source_(source), audience_(audience) {}
    void fill(std::string_view purpose, MutableView out) override;

private:
    crypto::RandomSource& source_;
    Audience audience_;
};

class WatchedClock final : public Clock {
public:
    WatchedClock(const Clock& clock, Audience audience) : clock_(clock), audience_(audience) {}
    std::chrono::sys_seconds now() const override;

private:
    const Clock& clock_;
    Audience audience_;
};

} // namespace vitrine::tls
