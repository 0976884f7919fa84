// Waiting for descriptors until a deadline: poll(2), with interruptions by signals put right.
#include "net/wait.h"

#include "net/resolver.h"

#include <algorithm>
#include <cerrno>
#include <limits>

namespace vitrine::net {

namespace {

// For poll(2): milliseconds, rounded up so that it does not wake before the deadline; -1 waits for ever.
int milliseconds_left(Deadline deadline) {
    if (deadline == no_deadline) return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
    constexpr std::int64_t longest = std::numeric_limits<int>::max();
    return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, longest));
}

} // namespace

bool wait_until(std::span<pollfd> descriptors, Deadline deadline) {
    for (;;) {
        const int ready = ::poll(descriptors.data(), descriptors.size(), milliseconds_left(deadline));
        if (ready > 0) return true;
        if (ready == 0 && has_passed(deadline)) return false;
        if (ready < 0 && errno != EINTR) throw NetworkError("cannot wait for the network: " + reason(errno));
    }
}

} // namespace vitrine::net
