// The two buffers of a connection.
#include "tls/buffers.h"

#include <algorithm>
#include <stdexcept>

namespace vitrine::tls {

MutableView InputBuffer::space() {
    if (ended_) return {};
    bytes_.resize(capacity_); // allocates once
    if (!pinned_ && begin_ == end_) begin_ = end_ = 0;
    if (!pinned_ && end_ == capacity_) { // a part of a record at the very end: the one case that moves bytes
        std::copy(bytes_.begin() + static_cast<std::ptrdiff_t>(begin_), bytes_.end(), bytes_.begin());
        end_ -= begin_;
        begin_ = 0;
    }
    return MutableView{bytes_}.subspan(end_);
}

void InputBuffer::commit(std::size_t size) {
    if (size > bytes_.size() - end_) throw std::logic_error("more bytes committed than there was space for");
    if (size == 0) ended_ = true;
    end_ += size;
}

void OutputBuffer::consume(std::size_t size) {
    if (size > waiting()) throw std::logic_error("more bytes consumed than were waiting");
    begin_ += size;
}

MutableView OutputBuffer::fresh_room(std::size_t size) {
    const bool worth_it = begin_ >= waiting(); // each byte moved has one that was taken to pay for it
    if (worth_it && (waiting() == 0 || bytes_.size() - end_ < size)) {
        std::copy(bytes_.begin() + static_cast<std::ptrdiff_t>(begin_),
                  bytes_.begin() + static_cast<std::ptrdiff_t>(end_), bytes_.begin());
        end_ -= begin_;
        begin_ = 0;
    }
    return room(size);
}

MutableView OutputBuffer::room(std::size_t size) {
    if (bytes_.size() - end_ < size) bytes_.resize(end_ + size);
    return MutableView{bytes_}.subspan(end_, size);
}

} // namespace vitrine::tls
