// The two buffers of a connection, in which records are opened and sealed where they lie.
#pragma once

#include "tls/ports.h"

namespace vitrine::tls {

// What the peer sent: filled at the end by the transport, taken record by record from the front. Nothing is moved while
// a plaintext in it is waiting for the application.
class InputBuffer final : public Inlet {
public:
    explicit InputBuffer(std::size_t capacity) : capacity_(capacity) {}

    MutableView space() override;
    void commit(std::size_t size) override;

    // Where the next bytes may have been put: space() without making any.
    View uncommitted() const { return View{bytes_}.subspan(end_); }
    MutableView pending() { return MutableView{bytes_}.subspan(begin_, end_ - begin_); }
    void take(std::size_t size) { begin_ += size; }
    bool ended() const { return ended_; }
    // While pinned, the bytes already taken stay where they are.
    void pin() { pinned_ = true; }
    void unpin() { pinned_ = false; }

private:
    std::size_t capacity_;
    Bytes bytes_;
    std::size_t begin_ = 0, end_ = 0;
    bool pinned_ = false;
    bool ended_ = false;
};

// What goes to the peer: whole records, taken from the front by the transport.
class OutputBuffer final : public Outlet {
public:
    View data() const override { return View{bytes_}.subspan(begin_, end_ - begin_); }
    void consume(std::size_t size) override;

    std::size_t waiting() const { return end_ - begin_; }
    // Room for `size` bytes behind what is waiting; it grows if it must. Taking from the front does not move it.
    MutableView room(std::size_t size);
    // The same, for bytes that are not there yet: first makes use of what was taken from the front, so that a peer that
    // never takes all of it makes nothing grow. Rooms handed out before are void.
    MutableView fresh_room(std::size_t size);
    // The first `size` bytes of room() are now a record.
    void add(std::size_t size) { end_ += size; }

private:
    Bytes bytes_;
    std::size_t begin_ = 0, end_ = 0;
};

} // namespace vitrine::tls
