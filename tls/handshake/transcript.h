// The handshake messages exchanged so far, and their digest (RFC 5246 §7.4.9: handshake_messages).
#pragma once

#include "crypto/hash.h"

namespace vitrine::tls {

// Messages are added in one place only, Handshake::step, header included; records, ChangeCipherSpec, alerts and
// HelloRequest are no part of it.
class Transcript {
public:
    // The suite's hash, once ServerHello has chosen it: from here on the digest runs along.
    void hash_with(crypto::HashAlgorithm algorithm);
    void add(View message);

    crypto::Digest digest() const;              // of all messages so far; only after hash_with()
    View messages() const { return messages_; } // all of them, as CertificateVerify signs them

private:
    Bytes messages_;
    std::optional<crypto::Hash> running_;
};

} // namespace vitrine::tls
