// The handshake messages exchanged so far, and their digest (RFC 5246 §7.4.9).
#include "tls/handshake/transcript.h"

#include <stdexcept>

namespace vitrine::tls {

namespace {

constexpr std::size_t usual_size = 4096; // bytes of a handshake with a chain of two certificates or three

} // namespace

void Transcript::hash_with(crypto::HashAlgorithm algorithm) {
    running_.emplace(algorithm);
    running_->add(messages_);
}

void Transcript::add(View message) {
    if (messages_.empty()) messages_.reserve(usual_size);
    append(messages_, message);
    if (running_) running_->add(message);
}

crypto::Digest Transcript::digest() const {
    if (!running_) throw std::logic_error("the transcript's hash is not chosen yet");
    return running_->digest();
}

} // namespace vitrine::tls
