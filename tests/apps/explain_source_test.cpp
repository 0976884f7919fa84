// Whatever a file is, it is known by its beginning; what is none of it is refused with what, where and why.
#include "apps/command_line.h"
#include "apps/explain_source.h"
#include "net/files/read_file.h"
#include "tests/apps/files_for_tests.h"
#include "tls/trace/explain.h"
#include "tls/trace/secrets.h"
#include "tls/x509/asn1/pem.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::apps {

namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

const std::string tests = VITRINE_TEST_DATA;

std::string complaint(std::string_view content) {
    try {
        sources_in(content, "FILE");
        return "";
    } catch (const UsageError& error) {
        return error.what();
    }
}

const ToldConnection& connection_in(const std::vector<ExplainSource>& sources, std::size_t index = 0) {
    return std::get<ToldConnection>(sources.at(index).content);
}

std::size_t opened_in(const ToldConnection& told) {
    std::size_t count = 0;
    for (const tls::ExplainedRecord& record : tls::explain_records(told.events, told.us))
        count += record.encrypted && record.opened ? 1 : 0;
    return count;
}

} // namespace

TEST(ExplainSource, a_recording_gives_the_events_of_its_end) {
    const auto sources = sources_in(net::read_file(tests + "/recordings/server_ecdsa.tlsrec"), "r");
    ASSERT_EQ(sources.size(), 1U);
    EXPECT_EQ(connection_in(sources).us, tls::Role::server);
    EXPECT_GE(opened_in(connection_in(sources)), 3U);
    EXPECT_TRUE(tls::holds_secrets(connection_in(sources).events));
}

TEST(ExplainSource, a_capture_gives_each_connection_and_a_key_log_opens_it) {
    const std::string capture = net::read_file(tests + "/captures/ticket_then_resumed.pcap");
    const auto closed = sources_in(capture, "c");
    const auto opened = sources_in(capture, "c", net::read_file(tests + "/captures/keys.log"));
    ASSERT_EQ(closed.size(), 2U);
    ASSERT_EQ(opened.size(), 2U);
    EXPECT_THAT(closed[1].title, AllOf(StartsWith("127.0.0.1:"), HasSubstr(" -> 127.0.0.1:")));
    for (const std::size_t i : {0U, 1U}) {
        EXPECT_EQ(opened_in(connection_in(closed, i)), 0U);
        EXPECT_GE(opened_in(connection_in(opened, i)), 4U);
    }
}

TEST(ExplainSource, pem_gives_its_certificates_and_passes_over_the_rest) {
    const std::string pem{localhost_certificate};
    const auto sources = sources_in(pem + std::string{localhost_key} + pem, "p");
    ASSERT_EQ(sources.size(), 2U);
    EXPECT_EQ(sources[1].title, "certificate 2");
    const auto& piece = std::get<SinglePiece>(sources[0].content);
    EXPECT_EQ(piece.of, "certificate");
    EXPECT_EQ(piece.annotation.fault, "");
    EXPECT_EQ(piece.annotation.fields.at(0).path, "Certificate");
    EXPECT_EQ(sources_in(pem, "p").at(0).title, "");
}

TEST(ExplainSource, bytes_are_records_a_message_or_a_certificate_as_text_or_as_they_are) {
    const Bytes der = x509::read_pem(localhost_certificate).at(0).der;
    const Bytes record = *from_hex("15030300020228");
    const Bytes message = *from_hex("0e000000");
    for (const std::string& content : {to_hex(der), std::string{as_text(der)}})
        EXPECT_EQ(std::get<SinglePiece>(sources_in(content, "d").at(0).content).of, "certificate");
    for (const std::string& content : {to_hex(record), std::string{as_text(record)}})
        EXPECT_EQ(connection_in(sources_in(content, "r")).events.size(), 1U);
    EXPECT_EQ(std::get<SinglePiece>(sources_in(to_hex(message), "m").at(0).content).annotation.name, "ServerHelloDone");
}

TEST(ExplainSource, what_cannot_be_read_is_refused_with_what_where_and_why) {
    EXPECT_EQ(complaint(""), "FILE is empty");
    EXPECT_EQ(complaint("hello\n"), "FILE is no recording, capture or PEM, so it is read as hexadecimal text: "
                                    "line 1, column 1: this is no hexadecimal digit");
    EXPECT_THAT(complaint("00112233"), HasSubstr("these 4 bytes (00112233..) begin neither like a record of TLS"));
    EXPECT_THAT(complaint(std::string("\x01\0\x02", 3)), HasSubstr("this is no recording, no capture, no PEM"));
    EXPECT_THAT(complaint(localhost_key), HasSubstr("a private key is never shown"));
    EXPECT_EQ(complaint("-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"),
              "FILE: PEM line 2: a character that is not base64");
    EXPECT_THAT(complaint("{\"vitrine_recording\":1,\"role\":\"client\"}\n"), StartsWith("FILE line 1: "));
    EXPECT_THAT(complaint("\xd4\xc3\xb2\xa1junk"), StartsWith("FILE: "));
}

TEST(ExplainSource, a_recording_with_a_word_that_means_nothing_is_refused_with_the_event) {
    std::string recording = net::read_file(tests + "/recordings/client_ecdsa.tlsrec");
    const std::string before = "\"event\":\"move\",\"from\":\"client_hello\"";
    recording.replace(recording.find(before), before.size(), "\"event\":\"move\",\"from\":\"nowhere\"");
    EXPECT_THAT(complaint(recording), AllOf(StartsWith("FILE: event "), HasSubstr("nowhere")));
}

TEST(ExplainSource, junk_never_does_worse_than_to_be_refused) {
    std::uint32_t state = 5246;
    const auto chance = [&] { return state = state * 1664525 + 1013904223; };
    for (int round = 0; round < 3000; ++round) {
        std::string junk(chance() >> 24, '\0');
        for (char& character : junk) character = static_cast<char>(chance() >> 24);
        const char* const beginnings[] = {"", "\x16\x03\x03", "\x30\x82", "\x0b", "{\"vitrine_recording\":", "16030"};
        junk.insert(0, beginnings[(chance() >> 16) % 6]);
        complaint(junk);
    }
}

} // namespace vitrine::apps
