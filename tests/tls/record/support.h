// What the tests of the record layer share: keys, records made of nothing, and a look at refusals.
#pragma once

#include "tls/base/error.h"
#include "tls/record/record_reader.h"
#include "tls/record/record_writer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <concepts>

namespace vitrine::tls::test {

// Keys that differ in every byte from those of another `first`.
inline DirectionKeys keys_from(std::uint8_t first, const AeadCipher& cipher = aes_128_gcm) {
    DirectionKeys keys{cipher, crypto::SecretBytes{cipher.key_size}, crypto::SecretBytes{cipher.implicit_nonce_size}};
    for (std::uint8_t& byte : keys.key.fill()) byte = first++;
    for (std::uint8_t& byte : keys.implicit_nonce.fill()) byte = first++;
    return keys;
}

// For tests that are run with each cipher.
inline std::string name_of_cipher(const testing::TestParamInfo<AeadCipher>& cipher) {
    if (cipher.param == chacha20_poly1305) return "chacha20_poly1305";
    return cipher.param == aes_128_gcm ? "aes_128_gcm" : "aes_256_gcm";
}

// A whole record of `writer` around `plaintext`.
inline Bytes record_of(RecordWriter& writer, ContentType type, View plaintext) {
    Bytes record(writer.prefix() + plaintext.size() + writer.suffix());
    std::ranges::copy(plaintext, record.begin() + static_cast<std::ptrdiff_t>(writer.prefix()));
    writer.seal(type, record);
    return record;
}

// A record in the clear with any header at all.
inline Bytes clear_record(std::uint8_t type, std::uint16_t version, View content) {
    Bytes record(record_header_size);
    write_header({.type = ContentType{type},
                  .version = ProtocolVersion{version},
                  .length = static_cast<std::uint16_t>(content.size())},
                 std::span{record}.first<record_header_size>());
    append(record, content);
    return record;
}

// The failure that `action` ends in, if it does.
std::optional<Failure> failure_of(std::invocable auto action) {
    try {
        action();
    } catch (const Failure& failure) {
        return failure;
    }
    return std::nullopt;
}

// The alert that answers the record `input` begins with; nothing if it is taken, or waited for.
inline std::optional<AlertDescription> alert_of(RecordReader& reader, MutableView input) {
    const auto failure = failure_of([&] { (void)reader.next(input); });
    return failure ? std::optional{failure->alert} : std::nullopt;
}

} // namespace vitrine::tls::test
