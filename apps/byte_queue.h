// Bytes in the order they came, put in at one end and taken out at the other.
#pragma once

#include "crypto/bytes.h"

namespace vitrine::apps {

class ByteQueue {
public:
    void append(View bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
    View data() const { return View{bytes_}.subspan(taken_); }
    bool empty() const { return taken_ == bytes_.size(); }
    std::size_t size() const { return bytes_.size() - taken_; }

    void consume(std::size_t size) {
        taken_ += size;
        if (taken_ * 2 < bytes_.size()) return; // moving up only now keeps the cost of a byte constant
        bytes_.erase(bytes_.begin(), bytes_.begin() + static_cast<std::ptrdiff_t>(taken_));
        taken_ = 0;
    }

private:
    Bytes bytes_;
    std::size_t taken_ = 0;
};

} // namespace vitrine::apps
