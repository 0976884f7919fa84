// HMAC (RFC 2104), keyed once and used for many messages, as P_hash needs it.
#pragma once

#include "crypto/hash.h"

#include <initializer_list>

namespace vitrine::crypto {

class Hmac {
public:
    Hmac(HashAlgorithm algorithm, View key);
    Hmac(Hmac&&) noexcept;
    Hmac& operator=(Hmac&&) noexcept;
    ~Hmac();

    // The code of all parts, one after the other. The key stays: call again for the next message.
    Digest of(std::initializer_list<View> parts);

private:
    class State;
    std::unique_ptr<State> state_;
};

} // namespace vitrine::crypto
