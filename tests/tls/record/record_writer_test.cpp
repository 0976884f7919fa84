// Records as they are written, in the clear and sealed (RFC 5246 §6.2).
#include "tls/record/record_writer.h"

#include "tests/tls/record/support.h"

#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

using test::keys_from;
using test::record_of;

TEST(RecordWriter, puts_a_header_of_version_3_3_before_plaintext) {
    RecordWriter writer;
    EXPECT_EQ(to_hex(record_of(writer, ContentType::alert, Bytes{2, 40})), "1503030002"
                                                                           "0228");
}

TEST(RecordWriter, writes_another_version_if_told_so) { // RFC 5246 §E.1
    RecordWriter writer;
    writer.set_version(ProtocolVersion::tls10);
    EXPECT_EQ(to_hex(record_of(writer, ContentType::handshake, Bytes{0})), "1603010001"
                                                                           "00");
}

std::uint64_t sequence_number_sealed(RecordWriter& writer, Bytes& record) {
    const std::uint64_t number = writer.frame(ContentType::handshake, record).sequence_number;
    writer.seal(ContentType::handshake, record);
    return number;
}

TEST(RecordWriter, begins_its_sequence_numbers_anew_with_every_key) { // RFC 5246 §6.1
    RecordWriter writer;
    Bytes clear(record_header_size + 1);
    EXPECT_EQ(sequence_number_sealed(writer, clear), 0U);
    EXPECT_EQ(sequence_number_sealed(writer, clear), 1U);
    for (const std::uint8_t first : Bytes{10, 20}) {
        writer.protect(keys_from(first));
        Bytes sealed(aes_gcm_prefix + 1 + sealed_suffix);
        EXPECT_EQ(sequence_number_sealed(writer, sealed), 0U);
        EXPECT_EQ(sequence_number_sealed(writer, sealed), 1U);
    }
}

TEST(RecordWriter, seals_a_record_whose_length_is_nonce_plaintext_and_tag) {
    RecordWriter writer;
    writer.protect(keys_from(1));
    const Bytes record = record_of(writer, ContentType::application_data, Bytes(100));
    EXPECT_EQ(to_hex(View{record}.first(aes_gcm_prefix)), "170303007c"
                                                          "0000000000000000"); // 8 + 100 + 16 = 0x7c
}

TEST(RecordWriter, tells_what_it_will_put_around_the_plaintext_by_views_into_the_record) {
    RecordWriter writer;
    writer.protect(keys_from(1));
    Bytes record(aes_gcm_prefix + 5 + sealed_suffix);
    const Frame sealed = writer.frame(ContentType::alert, record);
    writer.seal(ContentType::alert, record);
    EXPECT_TRUE(sealed.encrypted);
    EXPECT_EQ(sealed.header.data(), record.data());
    EXPECT_EQ(sealed.explicit_nonce.data(), record.data() + record_header_size);
    EXPECT_EQ(sealed.aad, make_aad(0, ContentType::alert, 5));
}

TEST(RecordWriter, is_used_up_after_as_many_records_as_the_limit_and_fresh_with_new_keys) {
    RecordWriter writer;
    EXPECT_FALSE(writer.used_up());
    writer.protect(keys_from(1), 100);
    for (int i = 0; i < 100; ++i) {
        EXPECT_FALSE(writer.used_up());
        (void)record_of(writer, ContentType::application_data, Bytes{1});
    }
    EXPECT_TRUE(writer.used_up());
    EXPECT_THROW((void)record_of(writer, ContentType::application_data, Bytes{1}), std::logic_error);
    EXPECT_NO_THROW((void)record_of(writer, ContentType::alert, Bytes{1, 0}));
    writer.protect(keys_from(2), 100);
    EXPECT_FALSE(writer.used_up());
}

TEST(RecordWriter, refuses_a_buffer_without_room_and_more_plaintext_than_a_record_holds) {
    RecordWriter writer;
    Bytes small(record_header_size - 1);
    EXPECT_THROW(writer.seal(ContentType::alert, small), std::logic_error);
    EXPECT_NO_THROW((void)record_of(writer, ContentType::handshake, Bytes(max_plaintext)));
    EXPECT_THROW((void)record_of(writer, ContentType::handshake, Bytes(max_plaintext + 1)), std::logic_error);
}

} // namespace
} // namespace vitrine::tls
