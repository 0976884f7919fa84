// The handshake messages exchanged so far, and their digest (RFC 5246 §7.4.9).
#include "tls/handshake/transcript.h"

#include <stdexcept>

namespace vitrine::tls {

void Transcript::hash_with(crypto::HashAlgorithm algorithm) {
    running_.emplace(algorithm);
    running_->add(messages_);
}

void Transcript::add(View message) {
    append(messages_, message);
    if (running_) running_->add(message);
}

crypto::Digest Transcript::digest() const {
    if (!running_) throw std::logic_error("the transcript's hash is not chosen yet");
    return running_->digest();
}

} // namespace vitrine::tls
