// Reading and writing a socket without waiting, whatever its mode: what makes a wait worth its while.
#pragma once

#include "crypto/bytes.h"

#include <optional>

namespace vitrine::net {

struct Transfer {
    std::size_t size = 0; // bytes; read: 0 without an error is the end of the stream
    int error = 0;        // errno, or 0
};

// Nothing: it would have to wait.
std::optional<Transfer> receive_now(int socket, MutableView into);
std::optional<Transfer> send_now(int socket, View bytes);

} // namespace vitrine::net
