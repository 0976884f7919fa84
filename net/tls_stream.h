// Drives a Connection over a blocking Transport.
#pragma once

#include "net/transport.h"
#include "tls/connection.h"

namespace vitrine::net {

// The connection failed, by the peer's word or by ours: connection().failure() says how.
class TlsError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};
// The stream ended without close_notify.
class TruncatedError : public TlsError {
public:
    using TlsError::TlsError;
};

// One thread at a time. A program that reads and writes at once takes turns: while a write waits for room, what the
// peer sends is taken in as far as the engine has room for it, some 32 KiB. If more is to come back than that before
// the whole of a write is out, write in pieces of at most a record (16 KiB) and read between them: two sides that
// each write more than all the buffers between them hold, and read nothing, wait for each other for ever.
class TlsStream {
public:
    // Both are borrowed and must outlive the stream.
    TlsStream(tls::Connection& connection, Transport& transport);

    // Throws TlsError, NetworkError, TimeoutError or TruncatedError; a fatal alert has then been sent.
    void handshake();
    // Waits for at least one byte of plaintext; 0 after the peer's close_notify. Throws TruncatedError without one.
    std::size_t read(MutableView into);
    // The plaintext that has arrived, in the engine's buffer (nothing is copied): take it with consume().
    // Waits for at least one byte; empty after the peer's close_notify.
    View read_in_place();
    void consume(std::size_t size);
    // Seals and writes all of it.
    void write(View bytes);
    // Sends close_notify; what the peer still sends can be read.
    void close();
    // Writes what is ready to be sent, if anything. True if there was something.
    bool flush();

    tls::Connection& connection() { return connection_; }

private:
    template <class Reached> void drive_until(Reached reached);
    void step_and_flush();
    void step_and_flush_until_goodbye();
    void write_out();
    void take_from_peer();
    void read_last_words();
    void throw_if_broken();

    tls::Connection& connection_;
    Transport& transport_;
    bool peer_has_ended_ = false; // the transport said so: there is nothing more to read
};

} // namespace vitrine::net
