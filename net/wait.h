// Waiting for descriptors until a deadline: poll(2), with interruptions by signals put right.
#pragma once

#include "net/transport.h"

#include <poll.h>

#include <span>

namespace vitrine::net {

// Waits until something happened on one of them; the answers stand in `revents`. False: the deadline passed first.
// A deadline that has passed already still sees what is ready now.
[[nodiscard]] bool wait_until(std::span<pollfd> descriptors, Deadline deadline);

inline bool has_passed(Deadline deadline) {
    return deadline != no_deadline && std::chrono::steady_clock::now() >= deadline;
}

} // namespace vitrine::net
