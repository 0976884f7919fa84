// A file descriptor that is closed by its owner, once.
#pragma once

#include <unistd.h>

#include <utility>

namespace vitrine::net {

class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, none)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() {
        if (number_ != none) ::close(number_);
    }

    int number() const { return number_; }
    explicit operator bool() const { return number_ != none; }

private:
    static constexpr int none = -1;
    int number_ = none;
};

} // namespace vitrine::net
