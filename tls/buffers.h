// The two buffers of a connection, in which records are opened and sealed where they lie.
#pragma once

#include "tls/ports.h"

#include <algorithm>
#include <memory>

namespace vitrine::tls {

// The memory of a buffer, wiped before it is given back: plaintext lay in it.
class Storage {
public:
    Storage() = default;
    Storage(const Storage&) = delete;
    Storage& operator=(const Storage&) = delete;
    ~Storage() { release(); }

    // Trades places with another; no byte moves.
    void swap(Storage& other) noexcept;

    MutableView bytes() { return {bytes_.get(), size_}; }
    View bytes() const { return {bytes_.get(), size_}; }
    // At least `size` bytes, the first `kept` of them as they were; the rest is whatever it is.
    void grow(std::size_t size, std::size_t kept);
    // Something may be written before `end`: so much is to be wiped.
    void touch(std::size_t end) { touched_ = std::max(touched_, end); }
    void release();

private:
    std::unique_ptr<std::uint8_t[]> bytes_;
    std::size_t size_ = 0;    // bytes
    std::size_t touched_ = 0; // of them
};

// What the peer sent: filled at the end by the transport, taken record by record from the front. Nothing is moved while
// a plaintext in it is waiting for the application.
class InputBuffer final : public Inlet {
public:
    explicit InputBuffer(std::size_t capacity) : capacity_(capacity) {} // in bytes; they are taken when first needed

    MutableView space() override;
    void commit(std::size_t size) override;

    // Where the next bytes may have been put: space() without making any.
    View uncommitted() const { return storage_.bytes().subspan(end_); }
    MutableView pending() { return storage_.bytes().subspan(begin_, end_ - begin_); }
    void take(std::size_t size) { begin_ += size; }
    bool ended() const { return ended_; }
    // While pinned, the bytes already taken stay where they are.
    void pin() { pinned_ = true; }
    void unpin() { pinned_ = false; }
    // Gives the memory back, if no byte in it is needed any more.
    void release_if_empty();

private:
    std::size_t capacity_;
    Storage storage_;
    std::size_t begin_ = 0, end_ = 0;
    bool pinned_ = false;
    bool ended_ = false;
};

// What goes to the peer: whole records, taken from the front by the transport.
class OutputBuffer final : public Outlet {
public:
    View data() const override { return storage_.bytes().subspan(begin_, end_ - begin_); }
    void consume(std::size_t size) override;

    std::size_t waiting() const { return end_ - begin_; }
    // Room for `size` bytes behind what is waiting; it grows if it must. Taking from the front does not move it.
    MutableView room(std::size_t size);
    // The same, for bytes that are not there yet: first makes use of what was taken from the front, so that a peer that
    // never takes all of it makes nothing grow. Rooms handed out before are void.
    MutableView fresh_room(std::size_t size);
    // The first `size` bytes of room() are now a record.
    void add(std::size_t size) { end_ += size; }
    // Gives the memory back, if nothing is waiting. Rooms handed out before are void.
    void release_if_empty();
    // Moves what is waiting into `other`, which is empty, without moving a byte: data() of before stays where it is.
    void hand_over_to(OutputBuffer& other) noexcept;

private:
    Storage storage_;
    std::size_t begin_ = 0, end_ = 0;
};

} // namespace vitrine::tls
