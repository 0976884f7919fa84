// Records as they are read: what is opened, what is waited for, what is refused (RFC 5246 §6.2).
#include "tls/record/record_reader.h"

#include "tests/tls/record/support.h"

#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

using enum AlertDescription;
using test::alert_of;
using test::clear_record;
using test::failure_of;
using test::keys_from;
using test::record_of;

RecordReader reader_with(const DirectionKeys& keys, std::uint64_t limit = UINT64_MAX) {
    RecordReader reader;
    reader.agree_on_version();
    reader.protect(keys, limit);
    return reader;
}

RecordWriter writer_with(const DirectionKeys& keys) {
    RecordWriter writer;
    writer.protect(keys);
    return writer;
}

std::string sentence_of(std::string_view input) {
    RecordReader reader;
    Bytes bytes = to_bytes(as_bytes(input));
    const auto failure = failure_of([&] { (void)reader.next(bytes); });
    return failure ? name_of(failure->alert) + ": " + failure->sentence : "no failure";
}

TEST(RecordReader, opens_a_record_in_the_clear_where_it_lies) {
    Bytes input = clear_record(22, 0x0303, Bytes{1, 2, 3});
    append(input, Bytes{0x16}); // the beginning of the next one
    RecordReader reader;
    const auto record = reader.next(input);
    ASSERT_TRUE(record);
    EXPECT_EQ(record->type, ContentType::handshake);
    EXPECT_EQ(record->size, record_header_size + 3);
    EXPECT_EQ(record->plaintext.data(), input.data() + record_header_size);
    EXPECT_EQ(record->plaintext.size(), 3U);
    EXPECT_FALSE(record->encrypted);
    EXPECT_EQ(reader.records(), 1U);
}

class SealedBy : public testing::TestWithParam<AeadCipher> {};

INSTANTIATE_TEST_SUITE_P(Each, SealedBy, testing::Values(aes_128_gcm, aes_256_gcm, chacha20_poly1305),
                         test::name_of_cipher);

TEST_P(SealedBy, opens_a_sealed_record_where_it_lies_and_tells_its_parts) {
    const DirectionKeys keys = keys_from(1, GetParam());
    RecordWriter writer = writer_with(keys);
    RecordReader reader = reader_with(keys);
    for (std::uint64_t sequence_number = 0; sequence_number < 3; ++sequence_number) {
        Bytes input = record_of(writer, ContentType::application_data, as_bytes("hello"));
        const auto record = reader.next(input);
        ASSERT_TRUE(record);
        EXPECT_EQ(as_text(record->plaintext), "hello");
        EXPECT_EQ(record->plaintext.data(), input.data() + record_header_size + GetParam().explicit_nonce_size);
        EXPECT_EQ(record->header.data(), input.data());
        EXPECT_EQ(record->explicit_nonce.data(), input.data() + record_header_size);
        EXPECT_EQ(record->explicit_nonce.size(), GetParam().explicit_nonce_size);
        EXPECT_EQ(record->sequence_number, sequence_number);
        EXPECT_EQ(record->aad(), make_aad(sequence_number, ContentType::application_data, 5));
        EXPECT_TRUE(record->encrypted);
    }
}

TEST(RecordReader, waits_for_the_rest_of_a_record_wherever_it_was_cut) {
    const DirectionKeys keys = keys_from(1);
    RecordWriter writer = writer_with(keys);
    RecordReader reader = reader_with(keys);
    Bytes input = record_of(writer, ContentType::application_data, as_bytes("hello"));
    const Bytes before = input;
    for (std::size_t size = 0; size < input.size(); ++size) {
        const MutableView part = MutableView{input}.first(size);
        EXPECT_FALSE(reader.next(part));
        EXPECT_EQ(RecordReader::size_of_next(part), size < record_header_size ? record_header_size : input.size());
    }
    EXPECT_EQ(input, before);
    EXPECT_TRUE(reader.next(input));
}

// Heartbleed has nothing to knock at (CVE-2014-0160).
TEST(RecordReader, refuses_heartbeat_and_every_other_unknown_content_type) {
    for (unsigned type = 0; type <= 0xff; ++type) {
        if (type >= 20 && type <= 23) continue;
        RecordReader reader;
        Bytes first = clear_record(22, 0x0303, Bytes{1});
        ASSERT_TRUE(reader.next(first));
        Bytes input = clear_record(static_cast<std::uint8_t>(type), 0x0303, Bytes{1, 0, 1});
        EXPECT_EQ(alert_of(reader, input), unexpected_message) << type;
    }
}

TEST(RecordReader, takes_any_version_3_x_before_one_is_agreed_on) { // RFC 5246 §E.1
    for (unsigned version = 0; version <= 0xffff; ++version) {
        RecordReader reader;
        Bytes input = clear_record(22, static_cast<std::uint16_t>(version), Bytes{1});
        const auto expected = version >> 8 == 3 ? std::nullopt : std::optional{protocol_version};
        ASSERT_EQ(alert_of(reader, input), expected) << version;
    }
}

TEST(RecordReader, takes_version_3_3_alone_once_it_is_agreed_on) { // RFC 5246 §6.2.1
    for (unsigned version = 0x02f0; version <= 0x0310; ++version) {
        RecordReader reader;
        reader.agree_on_version();
        Bytes input = clear_record(22, static_cast<std::uint16_t>(version), Bytes{1});
        const auto expected = version == 0x0303 ? std::nullopt : std::optional{protocol_version};
        EXPECT_EQ(alert_of(reader, input), expected) << version;
    }
}

TEST(RecordReader, says_plainly_which_other_protocol_the_peer_speaks) {
    EXPECT_EQ(sentence_of("GET / HTTP/1.1\r\n"), "unexpected_message: the peer speaks HTTP, not TLS");
    EXPECT_EQ(sentence_of("HTTP/1.1 400 Bad Request"), "unexpected_message: the peer speaks HTTP, not TLS");
    EXPECT_EQ(sentence_of("SSH-2.0-OpenSSH"), "unexpected_message: the peer speaks SSH, not TLS");
    EXPECT_EQ(sentence_of("220 mail ready"), "unexpected_message: the peer speaks SMTP or FTP in the clear, not TLS");
    EXPECT_EQ(sentence_of("what is this"),
              "unexpected_message: a record has content type unknown(0x77), which is none of TLS 1.2's");
}

TEST(RecordReader, recognizes_every_http_method_by_its_first_five_bytes) {
    for (const std::string_view method : {"GET /", "HEAD ", "POST ", "PUT /", "DELETE", "OPTIONS", "CONNECT", "PATCH"})
        EXPECT_EQ(sentence_of(method.substr(0, 5)), "unexpected_message: the peer speaks HTTP, not TLS") << method;
}

TEST(RecordReader, looks_for_other_protocols_in_the_first_record_only) {
    RecordReader reader;
    Bytes first = clear_record(22, 0x0303, Bytes{1});
    ASSERT_TRUE(reader.next(first));
    Bytes input = to_bytes(as_bytes("GET / HTTP/1.1"));
    const auto failure = failure_of([&] { (void)reader.next(input); });
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->sentence.find("HTTP"), std::string::npos);
}

TEST(RecordReader, refuses_an_ssl_2_hello_by_name) { // RFC 6176 §3
    RecordReader reader;
    Bytes input = from_hex("802e 01 0303 0015 0000 0010").value();
    const auto failure = failure_of([&] { (void)reader.next(input); });
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->alert, protocol_version);
    EXPECT_EQ(failure->sentence, "the peer sent an SSL 2.0 hello, which must never be answered");
}

TEST(RecordReader, refuses_too_long_a_record_by_its_header_alone) { // RFC 5246 §6.2.1, §6.2.3
    Bytes header = from_hex("16 0303 4001").value();                // 2^14 + 1
    RecordReader clear;
    EXPECT_EQ(alert_of(clear, header), record_overflow);
    header = from_hex("16 0303 4000").value();
    EXPECT_EQ(alert_of(clear, header), std::nullopt);

    RecordReader sealed = reader_with(keys_from(1));
    header = from_hex("17 0303 4801").value(); // 2^14 + 2049
    EXPECT_EQ(alert_of(sealed, header), record_overflow);
    header = from_hex("17 0303 4800").value();
    EXPECT_EQ(alert_of(sealed, header), std::nullopt);
}

TEST_P(SealedBy, refuses_a_sealed_record_too_short_for_nonce_and_tag_before_it_arrived) {
    RecordReader reader = reader_with(keys_from(1, GetParam()));
    const bool is_gcm = GetParam().aead == Aead::aes_gcm;
    Bytes header = from_hex(is_gcm ? "17 0303 0017" : "17 0303 000f").value(); // one less than 8 + 16, or than 16
    EXPECT_EQ(alert_of(reader, header), bad_record_mac);
    header = from_hex(is_gcm ? "17 0303 0018" : "17 0303 0010").value();
    EXPECT_EQ(alert_of(reader, header), std::nullopt);
}

TEST(RecordReader, refuses_a_record_that_opens_to_more_than_2_to_the_14_bytes) { // RFC 5246 §6.2.3
    const DirectionKeys keys = keys_from(1);
    for (const std::size_t size : {max_plaintext, max_plaintext + 1}) {
        crypto::AesGcm peer{keys.key.view()}; // our own writer would not do it
        Bytes input = clear_record(23, 0x0303, Bytes(aes_128_gcm.explicit_nonce_size + size + sealed_suffix));
        peer.seal(make_nonce(keys.implicit_nonce.view(), View{input}.subspan(record_header_size, 8)),
                  make_aad(0, ContentType::application_data, size), MutableView{input}.subspan(aes_gcm_prefix, size),
                  std::span{input}.last<sealed_suffix>());
        RecordReader reader = reader_with(keys);
        EXPECT_EQ(alert_of(reader, input), size > max_plaintext ? std::optional{record_overflow} : std::nullopt);
    }
}

TEST_P(SealedBy, takes_empty_records_of_application_data_alone) { // RFC 5246 §6.2.1
    const DirectionKeys keys = keys_from(1, GetParam());
    for (const std::uint8_t type : Bytes{20, 21, 22, 23}) {
        const auto expected = type == 23 ? std::nullopt : std::optional{unexpected_message};
        RecordReader clear;
        Bytes input = clear_record(type, 0x0303, {});
        EXPECT_EQ(alert_of(clear, input), expected) << int{type};
        RecordWriter writer = writer_with(keys);
        RecordReader sealed = reader_with(keys);
        input = record_of(writer, ContentType{type}, {});
        EXPECT_EQ(alert_of(sealed, input), expected) << int{type};
    }
}

TEST_P(SealedBy, refuses_a_sealed_record_with_any_single_bit_flipped) {
    const DirectionKeys keys = keys_from(1, GetParam());
    RecordWriter writer = writer_with(keys);
    Bytes sealed = record_of(writer, ContentType::application_data, as_bytes("a small record"));
    const std::size_t size = sealed.size();
    sealed.resize(max_record); // whatever length a flip announces, it is there: nothing is merely waited for
    for (std::size_t bit = 0; bit < 8 * size; ++bit) {
        Bytes input = sealed;
        input[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
        RecordReader reader = reader_with(keys);
        const auto alert = alert_of(reader, input);
        const bool in_header = bit < 8 * record_header_size;
        ASSERT_TRUE(alert == bad_record_mac || (in_header && alert)) << "bit " << bit;
    }
    RecordReader reader = reader_with(keys);
    EXPECT_EQ(alert_of(reader, sealed), std::nullopt); // it was the flip
}

TEST(RecordReader, gives_the_same_sentence_for_every_forgery) {
    const DirectionKeys keys = keys_from(1);
    RecordWriter writer = writer_with(keys);
    const Bytes sealed = record_of(writer, ContentType::application_data, as_bytes("text"));
    std::vector<Bytes> forgeries(3, sealed);
    forgeries[0].back() ^= 1;                            // tag
    forgeries[1][aes_gcm_prefix] ^= 1;                   // ciphertext
    forgeries[2] = clear_record(23, 0x0303, Bytes(23U)); // too short
    for (Bytes& forgery : forgeries) {
        RecordReader reader = reader_with(keys);
        const auto failure = failure_of([&] { (void)reader.next(forgery); });
        ASSERT_TRUE(failure);
        EXPECT_EQ(failure->sentence,
                  "a record does not fit its authentication tag: it was altered, replayed or forged");
    }
}

TEST_P(SealedBy, refuses_a_record_that_is_replayed) {
    const DirectionKeys keys = keys_from(1, GetParam());
    RecordWriter writer = writer_with(keys);
    Bytes input = record_of(writer, ContentType::application_data, as_bytes("pay 100"));
    Bytes again = input;
    RecordReader reader = reader_with(keys);
    EXPECT_EQ(alert_of(reader, input), std::nullopt);
    EXPECT_EQ(alert_of(reader, again), bad_record_mac);
}

TEST_P(SealedBy, refuses_records_that_are_swapped_or_of_which_one_is_missing) {
    const DirectionKeys keys = keys_from(1, GetParam());
    RecordWriter writer = writer_with(keys);
    (void)record_of(writer, ContentType::application_data, as_bytes("first"));
    Bytes second = record_of(writer, ContentType::application_data, as_bytes("second"));
    RecordReader reader = reader_with(keys);
    EXPECT_EQ(alert_of(reader, second), bad_record_mac);
}

TEST(RecordReader, refuses_a_record_that_is_reflected_to_its_sender) {
    const DirectionKeys client_write = keys_from(1);
    const DirectionKeys server_write = keys_from(101);
    RecordWriter client = writer_with(client_write);
    Bytes input = record_of(client, ContentType::application_data, as_bytes("echo"));
    RecordReader of_client = reader_with(server_write);
    EXPECT_EQ(alert_of(of_client, input), bad_record_mac);
}

TEST(RecordReader, refuses_a_record_in_the_clear_once_keys_are_set) {
    RecordReader reader = reader_with(keys_from(1));
    Bytes input = clear_record(21, 0x0303, Bytes{1, 0}); // a forged close_notify
    EXPECT_EQ(alert_of(reader, input), bad_record_mac);
}

TEST(RecordReader, refuses_a_peer_that_goes_on_under_a_used_up_key_but_takes_its_alert) { // RFC 9325 §4.4
    const DirectionKeys keys = keys_from(1);
    RecordWriter writer = writer_with(keys);
    RecordReader reader = reader_with(keys, 100);
    for (int i = 0; i < 100; ++i) {
        Bytes input = record_of(writer, ContentType::application_data, Bytes{1});
        ASSERT_EQ(alert_of(reader, input), std::nullopt);
    }
    Bytes data = record_of(writer, ContentType::application_data, Bytes{1});
    EXPECT_EQ(alert_of(reader, data), internal_error);
    RecordWriter fresh = writer_with(keys);
    for (int i = 0; i < 100; ++i) (void)record_of(fresh, ContentType::application_data, Bytes{1});
    Bytes alert = record_of(fresh, ContentType::alert, Bytes{1, 0});
    EXPECT_EQ(alert_of(reader, alert), std::nullopt);
}

} // namespace
} // namespace vitrine::tls
