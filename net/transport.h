// A stream of bytes that blocks: what a TlsStream is driven over.
#pragma once

#include "crypto/bytes.h"

#include <chrono>
#include <stdexcept>

namespace vitrine::net {

// The network failed: where, what, why. what() is a whole sentence.
class NetworkError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};
// A deadline passed.
class TimeoutError : public NetworkError {
public:
    using NetworkError::NetworkError;
};

using Deadline = std::chrono::steady_clock::time_point;
constexpr Deadline no_deadline = Deadline::max();

class Transport {
public:
    virtual ~Transport() = default;
    // Waits for at least one byte and reads what fits; 0 means that the peer has ended the stream.
    // Throws NetworkError, or TimeoutError once the deadline has passed.
    virtual std::size_t read(MutableView into) = 0;
    // Writes all of it, or throws.
    virtual void write(View bytes) = 0;
    // Writes what there is room for and says how much: 0 if there is no room yet but something to read (be it an end
    // or an error), so that two sides that both write need not wait for each other. Waits until it can do either.
    virtual std::size_t write_some(View bytes) {
        write(bytes);
        return bytes.size();
    }
    // All of them give up at this time; no_deadline, the default: never.
    virtual void set_deadline(Deadline deadline) = 0;
    // No more will be written; the peer reads an end of stream.
    virtual void shutdown_write() = 0;
};

} // namespace vitrine::net
