// An environment that tells an observer what it gives: randomness by purpose, and the time.
#include "tls/trace/watched.h"

#include <algorithm>
#include <array>

namespace vitrine::tls {

namespace {

// What a handshake draws for itself. Of the other draws (ecdsa_nonce, rsa_pss_salt, ticket_key …) nothing is told.
constexpr std::array<std::string_view, 5> told_draws{"client_random", "server_random", "session_id",
                                                     "ecdhe_private_key", "grease"};

} // namespace

bool is_sent(std::string_view purpose) {
    return purpose == "client_random" || purpose == "server_random" || purpose == "session_id" || purpose == "grease";
}

void WatchedRandom::fill(std::string_view purpose, MutableView out) {
    source_.fill(purpose, out);
    const bool is_told = std::ranges::find(told_draws, purpose) != told_draws.end();
    if (is_told && audience_.observer != nullptr) audience_.observer->drew(audience_.us, {purpose, out});
}

std::chrono::sys_seconds WatchedClock::now() const {
    const std::chrono::sys_seconds now = clock_.now();
    if (audience_.observer != nullptr) audience_.observer->read_clock(audience_.us, now);
    return now;
}

} // namespace vitrine::tls
