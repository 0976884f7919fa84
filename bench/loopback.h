// A TCP connection through the loopback interface, and threads that each keep to a core of their own.
#pragma once

#include <array>
#include <cstddef>

namespace vitrine::bench {

// Two connected sockets, blocking, without Nagle's delay: the client's and the server's.
std::array<int, 2> loopback_connection();

// How many cores this program may use.
std::size_t core_count();
// Keeps this thread on the `number`th of them, counted round.
void stay_on_core(std::size_t number);

} // namespace vitrine::bench
