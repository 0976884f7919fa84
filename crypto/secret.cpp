// Secrets: how they are wiped, and how they move without leaving a copy behind.
#include "crypto/secret.h"

#include <cstring>
#include <utility>

namespace vitrine::crypto {

void wipe(MutableView bytes) {
    if (!bytes.empty()) explicit_bzero(bytes.data(), bytes.size());
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
    if (this == &other) return *this;
    wipe(bytes_); // before the buffer goes back to the heap
    bytes_ = std::exchange(other.bytes_, {});
    return *this;
}

SecretBytes::~SecretBytes() { wipe(bytes_); }

} // namespace vitrine::crypto
