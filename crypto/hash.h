// SHA-256, SHA-384 and SHA-512 (FIPS 180-4), whole and running.
#pragma once

#include "crypto/bytes.h"

#include <array>
#include <memory>

namespace vitrine::crypto {

enum class HashAlgorithm : std::uint8_t { sha256, sha384, sha512 };

constexpr std::size_t max_digest_size = 64;
std::size_t digest_size(HashAlgorithm algorithm);  // bytes: 32, 48 or 64
std::string_view name_of(HashAlgorithm algorithm); // "SHA-256"

// A hash value; its size goes with the algorithm.
class Digest {
public:
    explicit Digest(std::size_t size) : size_(size) {}
    View view() const { return View{bytes_}.first(size_); }
    MutableView fill() { return MutableView{bytes_}.first(size_); }

private:
    std::array<std::uint8_t, max_digest_size> bytes_{};
    std::size_t size_;
};

// A hash that runs: digest() answers for what was added so far, and adding may go on.
class Hash {
public:
    explicit Hash(HashAlgorithm algorithm);
    Hash(const Hash& other);
    Hash(Hash&&) noexcept;
    Hash& operator=(const Hash& other);
    Hash& operator=(Hash&&) noexcept;
    ~Hash();

    void add(View bytes);
    Digest digest() const;
    HashAlgorithm algorithm() const;

private:
    class State;
    std::unique_ptr<State> state_;
};

Digest hash(HashAlgorithm algorithm, View bytes);

} // namespace vitrine::crypto
