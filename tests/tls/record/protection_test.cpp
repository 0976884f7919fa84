// Nonce, additional data and sequence number of protected records (RFC 5246 §6.2.3.3, RFC 5288 §3, RFC 7905 §2).
#include "tls/record/protection.h"

#include "tests/tls/record/support.h"

#include <gtest/gtest.h>

#include <type_traits>

namespace vitrine::tls {
namespace {

using test::keys_from;

// Two copies would seal two records under one nonce, and with that give away the GHASH key.
static_assert(!std::is_copy_constructible_v<Protection> && !std::is_copy_assignable_v<Protection>);
static_assert(!std::is_copy_constructible_v<RecordWriter> && !std::is_copy_constructible_v<RecordReader>);

TEST(Aad, is_sequence_number_type_version_and_plaintext_length) { // RFC 5246 §6.2.3.3
    EXPECT_EQ(to_hex(make_aad(0x0102030405060708, ContentType::application_data, 0x1234)), "0102030405060708"
                                                                                           "17"
                                                                                           "0303"
                                                                                           "1234");
}

TEST(Nonce, is_the_implicit_part_and_behind_it_the_explicit_part) { // RFC 5288 §3
    const Bytes implicit = from_hex("a1a2a3a4").value();
    const Bytes explicit_nonce = from_hex("0000000000000001").value();
    EXPECT_EQ(to_hex(make_nonce(implicit, explicit_nonce)), "a1a2a3a4"
                                                            "0000000000000001");
}

// "padded on the left with four 0x00 bytes", RFC 7905 §2
TEST(Nonce, without_an_explicit_part_is_the_sequence_number_in_the_last_eight_bytes_by_exclusive_or) {
    const Bytes iv = from_hex("a1a2a3a4 a5a6a7a8a9aaabac").value();
    EXPECT_EQ(to_hex(make_nonce(iv, 0)), to_hex(iv));
    EXPECT_EQ(to_hex(make_nonce(iv, 0x01020304050607ff)), "a1a2a3a4"
                                                          "a4a4a4acacacac53");
}

Bytes room_for(std::string_view text, const AeadCipher& cipher = aes_128_gcm) {
    const std::size_t prefix = record_header_size + cipher.explicit_nonce_size;
    Bytes record(prefix + text.size() + sealed_suffix);
    std::ranges::copy(as_bytes(text), record.begin() + static_cast<std::ptrdiff_t>(prefix));
    return record;
}

TEST(SealRecord, opens_again_for_each_cipher_and_in_its_place) {
    for (const AeadCipher& cipher : {aes_128_gcm, aes_256_gcm, chacha20_poly1305}) {
        Protection sealing{keys_from(1, cipher)};
        Protection opening{keys_from(1, cipher)};
        Bytes record = room_for("in its place", cipher);
        seal_record(sealing, ContentType::alert, record);
        EXPECT_EQ(as_text(record).find("in its place"), std::string_view::npos);
        const auto plaintext = open_record(opening, ContentType::alert, record);
        ASSERT_TRUE(plaintext);
        EXPECT_EQ(as_text(*plaintext), "in its place");
        EXPECT_EQ(plaintext->data(), record.data() + record_header_size + cipher.explicit_nonce_size);
        EXPECT_EQ(plaintext->data(), record.data() + sealing.prefix());
    }
}

TEST(SealRecord, by_chacha20_poly1305_is_the_aead_with_the_nonce_of_its_number_and_nothing_else_on_the_wire) {
    const DirectionKeys keys = keys_from(1, chacha20_poly1305);
    Protection sealing{keys};
    crypto::ChaCha20Poly1305 alone{keys.key.view()};
    for (std::uint64_t number = 0; number < 300; ++number) { // until the number has two bytes
        Bytes record = room_for("no nonce", chacha20_poly1305);
        seal_record(sealing, ContentType::application_data, record);
        Bytes expected = room_for("no nonce", chacha20_poly1305);
        std::ranges::copy(from_hex("170303 0018").value(), expected.begin()); // 8 + 16 = 0x18
        alone.seal(make_nonce(keys.implicit_nonce.view(), number), make_aad(number, ContentType::application_data, 8),
                   MutableView{expected}.subspan(record_header_size, 8), MutableView{expected}.last<sealed_suffix>());
        ASSERT_EQ(to_hex(record), to_hex(expected)) << number;
    }
}

TEST(Protection, ends_with_the_limit_of_its_aead_if_that_is_less) { // RFC 8446 §5.5
    static_assert(aes_gcm_record_limit < chacha20_poly1305_record_limit);
    for (const AeadCipher& cipher : {aes_128_gcm, chacha20_poly1305}) {
        Protection sealing{keys_from(1, cipher), 1};
        EXPECT_FALSE(sealing.used_up());
        Bytes record = room_for("", cipher);
        seal_record(sealing, ContentType::application_data, record);
        EXPECT_TRUE(sealing.used_up());
    }
}

TEST(SealRecord, counts_its_nonces_up_by_one_from_zero_through_a_million_records) {
    Protection sealing{keys_from(1)};
    Bytes record = room_for("");
    for (std::uint64_t expected = 0; expected < 1'000'000; ++expected) {
        seal_record(sealing, ContentType::application_data, record);
        std::uint64_t explicit_nonce = 0;
        for (std::size_t i = 0; i < sealing.explicit_nonce_size(); ++i)
            explicit_nonce = explicit_nonce << 8 | record[record_header_size + i];
        ASSERT_EQ(explicit_nonce, expected);
    }
    EXPECT_EQ(sealing.sequence_number(), 1'000'000U);
}

TEST(SealRecord, refuses_to_go_on_under_a_used_up_key_but_for_an_alert) {
    Protection sealing{keys_from(1), 2};
    Bytes record = room_for("x");
    seal_record(sealing, ContentType::application_data, record);
    EXPECT_FALSE(sealing.used_up());
    seal_record(sealing, ContentType::application_data, record);
    EXPECT_TRUE(sealing.used_up());
    EXPECT_THROW(seal_record(sealing, ContentType::application_data, record), std::logic_error);
    EXPECT_THROW(seal_record(sealing, ContentType::handshake, record), std::logic_error);
    EXPECT_NO_THROW(seal_record(sealing, ContentType::alert, record));
}

TEST(SealRecord, refuses_a_buffer_that_is_too_small_and_a_plaintext_that_is_too_long) {
    for (const AeadCipher& cipher : {aes_128_gcm, chacha20_poly1305}) {
        Protection sealing{keys_from(1, cipher)};
        Bytes small(sealing.prefix() + sealed_suffix - 1);
        EXPECT_THROW(seal_record(sealing, ContentType::application_data, small), std::logic_error);
        Bytes large(sealing.prefix() + max_plaintext + 1 + sealed_suffix);
        EXPECT_THROW(seal_record(sealing, ContentType::application_data, large), std::logic_error);
        EXPECT_EQ(sealing.sequence_number(), 0U);
    }
}

TEST(OpenRecord, leaves_zeros_and_not_plaintext_where_the_tag_does_not_fit) {
    for (const AeadCipher& cipher : {aes_128_gcm, chacha20_poly1305}) {
        Protection sealing{keys_from(1, cipher)};
        Protection opening{keys_from(1, cipher)};
        Bytes record = room_for("nobody may read this", cipher);
        seal_record(sealing, ContentType::application_data, record);
        record.back() ^= 1;
        EXPECT_FALSE(open_record(opening, ContentType::application_data, record));
        const View text = View{record}.subspan(opening.prefix(), record.size() - opening.prefix() - sealed_suffix);
        EXPECT_TRUE(std::ranges::all_of(text, [](std::uint8_t byte) { return byte == 0; }));
        EXPECT_EQ(opening.sequence_number(), 0U);
    }
}

TEST(OpenRecord, opens_nothing_that_is_too_short_for_nonce_and_tag) { // as a capture may hold it
    for (const AeadCipher& cipher : {aes_128_gcm, chacha20_poly1305}) {
        Protection opening{keys_from(1, cipher)};
        for (std::size_t size = record_header_size; size < opening.prefix() + sealed_suffix; ++size) {
            Bytes record(size);
            EXPECT_FALSE(open_record(opening, ContentType::application_data, record)) << size;
            EXPECT_EQ(record, Bytes(size));
        }
    }
}

TEST(OpenRecord, takes_the_explicit_nonce_from_the_record_and_the_sequence_number_from_its_own_count) {
    // A peer whose nonces do not follow its sequence numbers, as RFC 5288 §3 allows.
    const DirectionKeys keys = keys_from(1);
    crypto::AesGcm peer{keys.key.view()};
    Bytes record = room_for("odd nonce");
    write_header({.type = ContentType::application_data,
                  .version = ProtocolVersion::tls12,
                  .length = static_cast<std::uint16_t>(record.size() - record_header_size)},
                 std::span{record}.first<record_header_size>());
    const auto explicit_nonce = std::span{record}.subspan<record_header_size, 8>();
    std::ranges::fill(explicit_nonce, std::uint8_t{0xee});
    peer.seal(make_nonce(keys.implicit_nonce.view(), explicit_nonce), make_aad(0, ContentType::application_data, 9),
              MutableView{record}.subspan(aes_gcm_prefix, 9), std::span{record}.last<sealed_suffix>());

    Protection opening{keys};
    const auto plaintext = open_record(opening, ContentType::application_data, record);
    ASSERT_TRUE(plaintext);
    EXPECT_EQ(as_text(*plaintext), "odd nonce");
}

} // namespace
} // namespace vitrine::tls
