// A stream of bytes that blocks: what a TlsStream is driven over.
#pragma once

#include "crypto/bytes.h"

#include <chrono>
#include <optional>
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
    // Reads what is there and fits; 0 means that the peer has ended the stream, nothing that there is no byte yet.
    // Throws NetworkError, or TimeoutError once the deadline has passed.
    virtual std::optional<std::size_t> try_read(MutableView into) = 0;
    // Waits until try_read() has something to say. Needs no room to read into: who waits long need not hold any.
    virtual void wait_to_read() = 0;
    // Waits for at least one byte and reads what fits; 0 as above. Trying first, so that bulk waits for nothing.
    std::size_t read(MutableView into) {
        for (;;) {
            if (const auto size = try_read(into)) return *size;
            wait_to_read();
        }
    }
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
