// Nonce, additional data and sequence number of protected records (RFC 5288 §3, RFC 5246 §6.2.3.3).
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

Bytes room_for(std::string_view text) {
    Bytes record(sealed_prefix + text.size() + sealed_suffix);
    std::ranges::copy(as_bytes(text), record.begin() + sealed_prefix);
    return record;
}

TEST(SealRecord, opens_again_for_both_key_sizes_and_in_its_place) {
    for (const std::size_t key_size : {16U, 32U}) {
        Protection sealing{keys_from(1, key_size)};
        Protection opening{keys_from(1, key_size)};
        Bytes record = room_for("in its place");
        seal_record(sealing, ContentType::alert, record);
        EXPECT_EQ(as_text(record).find("in its place"), std::string_view::npos);
        const auto plaintext = open_record(opening, ContentType::alert, record);
        ASSERT_TRUE(plaintext);
        EXPECT_EQ(as_text(*plaintext), "in its place");
        EXPECT_EQ(plaintext->data(), record.data() + sealed_prefix);
    }
}

TEST(SealRecord, counts_its_nonces_up_by_one_from_zero_through_a_million_records) {
    Protection sealing{keys_from(1)};
    Bytes record = room_for("");
    for (std::uint64_t expected = 0; expected < 1'000'000; ++expected) {
        seal_record(sealing, ContentType::application_data, record);
        std::uint64_t explicit_nonce = 0;
        for (std::size_t i = 0; i < explicit_nonce_size; ++i)
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
    Protection sealing{keys_from(1)};
    Bytes small(sealed_prefix + sealed_suffix - 1);
    EXPECT_THROW(seal_record(sealing, ContentType::application_data, small), std::logic_error);
    Bytes large(sealed_prefix + max_plaintext + 1 + sealed_suffix);
    EXPECT_THROW(seal_record(sealing, ContentType::application_data, large), std::logic_error);
    EXPECT_EQ(sealing.sequence_number(), 0U);
}

TEST(OpenRecord, leaves_zeros_and_not_plaintext_where_the_tag_does_not_fit) {
    Protection sealing{keys_from(1)};
    Protection opening{keys_from(1)};
    Bytes record = room_for("nobody may read this");
    seal_record(sealing, ContentType::application_data, record);
    record.back() ^= 1;
    EXPECT_FALSE(open_record(opening, ContentType::application_data, record));
    const View text = View{record}.subspan(sealed_prefix, record.size() - sealed_prefix - sealed_suffix);
    EXPECT_TRUE(std::ranges::all_of(text, [](std::uint8_t byte) { return byte == 0; }));
    EXPECT_EQ(opening.sequence_number(), 0U);
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
    const auto explicit_nonce = std::span{record}.subspan<record_header_size, explicit_nonce_size>();
    std::ranges::fill(explicit_nonce, std::uint8_t{0xee});
    peer.seal(make_nonce(keys.implicit_nonce.view(), explicit_nonce), make_aad(0, ContentType::application_data, 9),
              MutableView{record}.subspan(sealed_prefix, 9), std::span{record}.last<sealed_suffix>());

    Protection opening{keys};
    const auto plaintext = open_record(opening, ContentType::application_data, record);
    ASSERT_TRUE(plaintext);
    EXPECT_EQ(as_text(*plaintext), "odd nonce");
}

} // namespace
} // namespace vitrine::tls
