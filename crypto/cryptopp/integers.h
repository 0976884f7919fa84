// Between our byte strings and Crypto++'s integers: big-endian, unsigned (RFC 8017 §4).
#pragma once

#include "crypto/secret.h"

#include <cryptopp/integer.h>

namespace vitrine::crypto {

// OS2IP: RFC 8017 §4.2. From the highest byte on, so that the number grows once; Crypto++'s decoder takes four times as
// long.
inline CryptoPP::Integer to_integer(View bytes) {
    CryptoPP::Integer number;
    for (std::size_t i = 0; i < bytes.size(); ++i) number.SetByte(bytes.size() - 1 - i, bytes[i]);
    return number;
}

// I2OSP: RFC 8017 §4.1. Bytes that do not fit are cut off at the front.
inline void write(const CryptoPP::Integer& number, MutableView bytes) {
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[bytes.size() - 1 - i] = number.GetByte(i);
}

inline Bytes to_bytes(const CryptoPP::Integer& number, std::size_t size) {
    Bytes bytes(size);
    write(number, bytes);
    return bytes;
}

inline SecretBytes to_secret(const CryptoPP::Integer& number, std::size_t size) {
    SecretBytes bytes{size};
    write(number, bytes.fill());
    return bytes;
}

inline View without_leading_zeros(View number) {
    while (!number.empty() && number.front() == 0) number = number.subspan(1);
    return number;
}

} // namespace vitrine::crypto
