// The two buffers of a connection.
#include "tls/buffers.h"

#include "crypto/secret.h"

#include <stdexcept>

namespace vitrine::tls {

void Storage::grow(std::size_t size, std::size_t kept) {
    if (size <= size_) return;
    auto larger = std::make_unique_for_overwrite<std::uint8_t[]>(size);
    std::copy_n(bytes_.get(), kept, larger.get());
    release();
    bytes_ = std::move(larger);
    size_ = size;
    touched_ = kept;
}

void Storage::release() {
    crypto::wipe(bytes().first(touched_));
    bytes_.reset();
    size_ = touched_ = 0;
}

void Storage::swap(Storage& other) noexcept {
    std::swap(bytes_, other.bytes_);
    std::swap(size_, other.size_);
    std::swap(touched_, other.touched_);
}

MutableView InputBuffer::space() {
    if (ended_) return {};
    storage_.grow(capacity_, 0);
    if (!pinned_ && begin_ == end_) begin_ = end_ = 0;
    if (!pinned_ && end_ == capacity_) { // a part of a record at the very end: the one case that moves bytes
        std::copy_n(pending().data(), pending().size(), storage_.bytes().data());
        end_ -= begin_;
        begin_ = 0;
    }
    return storage_.bytes().subspan(end_);
}

void InputBuffer::release_if_empty() {
    if (pinned_ || begin_ != end_) return;
    storage_.release();
    begin_ = end_ = 0;
}

void InputBuffer::commit(std::size_t size) {
    if (size > storage_.bytes().size() - end_) throw std::logic_error("more bytes committed than there was space for");
    if (size == 0) ended_ = true;
    end_ += size;
    storage_.touch(end_);
}

void OutputBuffer::consume(std::size_t size) {
    if (size > waiting()) throw std::logic_error("more bytes consumed than were waiting");
    begin_ += size;
}

MutableView OutputBuffer::fresh_room(std::size_t size) {
    const bool worth_it = begin_ >= waiting(); // each byte moved has one that was taken to pay for it
    if (worth_it && (waiting() == 0 || storage_.bytes().size() - end_ < size)) {
        std::copy_n(data().data(), waiting(), storage_.bytes().data());
        end_ -= begin_;
        begin_ = 0;
    }
    return room(size);
}

MutableView OutputBuffer::room(std::size_t size) {
    storage_.grow(end_ + size, end_);
    storage_.touch(end_ + size);
    return storage_.bytes().subspan(end_, size);
}

void OutputBuffer::hand_over_to(OutputBuffer& other) noexcept {
    storage_.swap(other.storage_);
    std::swap(begin_, other.begin_);
    std::swap(end_, other.end_);
}

void OutputBuffer::release_if_empty() {
    if (waiting() > 0) return;
    storage_.release();
    begin_ = end_ = 0;
}

} // namespace vitrine::tls
