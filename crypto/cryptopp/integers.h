// Between our byte strings and Crypto++'s integers: big-endian, unsigned (RFC 8017 §4).
#pragma once

#include "crypto/secret.h"

#include <cryptopp/integer.h>

namespace vitrine::crypto {

// OS2IP: RFC 8017 §4.2
inline CryptoPP::Integer to_integer(View bytes) { return CryptoPP::Integer{bytes.data(), bytes.size()}; }

// I2OSP: RFC 8017 §4.1; `number` must fit.
inline Bytes to_bytes(const CryptoPP::Integer& number, std::size_t size) {
    Bytes bytes(size);
    number.Encode(bytes.data(), size);
    return bytes;
}

inline SecretBytes to_secret(const CryptoPP::Integer& number, std::size_t size) {
    SecretBytes bytes{size};
    number.Encode(bytes.fill().data(), size);
    return bytes;
}

inline View without_leading_zeros(View number) {
    while (!number.empty() && number.front() == 0) number = number.subspan(1);
    return number;
}

} // namespace vitrine::crypto
