// Bytes that must not leak: wiped when they die, moved but never copied, printed or compared with ==.
#pragma once

#include "crypto/bytes.h"

#include <array>

namespace vitrine::crypto {

// Overwrites with zeros in a way that no optimizer removes.
void wipe(MutableView bytes);

// A secret of a size known at compile time. Its bytes are reached by view() alone, which is easy to grep for.
template <std::size_t N> class Secret {
public:
    static constexpr std::size_t size = N;

    Secret() = default;
    Secret(Secret&& other) noexcept : bytes_(other.bytes_) { wipe(other.bytes_); }
    Secret& operator=(Secret&& other) noexcept {
        bytes_ = other.bytes_;
        if (this != &other) wipe(other.bytes_);
        return *this;
    }
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    ~Secret() { wipe(bytes_); }
    bool operator==(const Secret&) const = delete; // use crypto::equal

    View view() const { return bytes_; }
    MutableView fill() { return bytes_; } // for the one function that makes the secret

private:
    std::array<std::uint8_t, N> bytes_{};
};

// A secret whose size is known at run time only.
class SecretBytes {
public:
    SecretBytes() = default;
    explicit SecretBytes(std::size_t size) : bytes_(size) {}
    SecretBytes(SecretBytes&& other) noexcept;
    SecretBytes& operator=(SecretBytes&& other) noexcept;
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;
    ~SecretBytes();
    bool operator==(const SecretBytes&) const = delete; // use crypto::equal

    std::size_t size() const { return bytes_.size(); }
    View view() const { return bytes_; }
    MutableView fill() { return bytes_; } // for the one function that makes the secret

private:
    Bytes bytes_;
};

} // namespace vitrine::crypto
