// The law of explaining: the spans of a record cover each of its bytes once, whatever is in it and however messages are
// spread over records.
#include "apps/explain_source.h"
#include "net/files/read_file.h"
#include "tests/tls/messages/captures.h"
#include "tests/tls/trace/stories.h"
#include "tls/messages/alert.h"
#include "tls/trace/explain.h"
#include "tls/wire/codec.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>

namespace vitrine::tls {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

void expect_covered(const ExplainedRecord& record) {
    std::size_t at = 0;
    for (const Span& span : record.spans) {
        EXPECT_EQ(span.offset, at) << span.path;
        EXPECT_GT(span.size, 0U) << span.path;
        EXPECT_NE(span.path, "");
        at = span.offset + span.size;
    }
    EXPECT_EQ(at, record.wire.size());
    EXPECT_EQ(record.clear.size(), record.wire.size());
}

Bytes bytes_at(const ExplainedRecord& record, std::string_view path) {
    Bytes bytes;
    for (const Span& span : record.spans)
        if (span.path == path) append(bytes, View{record.clear}.subspan(span.offset, span.size));
    return bytes;
}

std::vector<std::string> paths_in(const ExplainedRecord& record) {
    std::vector<std::string> paths;
    for (const Span& span : record.spans) paths.push_back(span.path);
    return paths;
}

Event wire(Role sender, Bytes bytes) { return {Role::client, told::Wire{sender, std::move(bytes)}}; }

Bytes record_of(ContentType type, View content) {
    Bytes record{static_cast<std::uint8_t>(type), 3, 3, static_cast<std::uint8_t>(content.size() >> 8),
                 static_cast<std::uint8_t>(content.size())};
    append(record, content);
    return record;
}

// What the server of a capture says before encryption begins, one message behind the other.
Bytes first_flight() {
    Bytes flight;
    for (const char* name :
         {"ServerHello", "Certificate", "ServerKeyExchange", "CertificateRequest", "ServerHelloDone"})
        append(flight, first_of("rsa_client_auth.txt", name));
    return flight;
}

} // namespace

TEST(Explain, the_spans_of_every_record_of_a_connection_cover_each_byte_once) {
    const Story story = whole_story();
    for (const Role us : {Role::client, Role::server})
        for (const Certificates certificates : {Certificates::closed, Certificates::opened}) {
            const auto records = explain_records(story.events(), us, certificates);
            EXPECT_GE(records.size(), 10U);
            for (const ExplainedRecord& record : records) {
                expect_covered(record);
                EXPECT_TRUE(record.opened);
                const auto* told = as<told::Wire>(story.events().at(record.event));
                ASSERT_NE(told, nullptr);
                EXPECT_EQ(told->bytes, record.wire);
            }
        }
}

TEST(Explain, the_spans_of_every_recording_and_capture_cover_each_byte_once) {
    std::size_t count = 0;
    for (const char* folder : {VITRINE_TEST_DATA "/recordings", VITRINE_TEST_DATA "/captures"})
        for (const auto& file : std::filesystem::directory_iterator{folder}) {
            if (file.path().extension() != ".tlsrec" && file.path().extension() != ".pcap") continue;
            const std::string content = net::read_file(file.path().string());
            for (const apps::ExplainSource& source : apps::sources_in(content, file.path().string())) {
                const auto& told = std::get<apps::ToldConnection>(source.content);
                const auto records = explain_records(told.events, told.us, Certificates::opened);
                EXPECT_GE(records.size(), 1U) << file.path();
                for (const ExplainedRecord& record : records) expect_covered(record);
                count += records.size();
            }
        }
    EXPECT_GE(count, 300U);
}

TEST(Explain, a_connection_is_the_same_from_both_ends) {
    const Story story = whole_story();
    const auto ours = explain_records(story.events(), Role::client);
    const auto theirs = explain_records(story.events(), Role::server);
    ASSERT_EQ(ours.size(), theirs.size());
    for (const Role sender : {Role::client, Role::server}) {
        std::vector<Bytes> clear[2];
        for (const auto& record : ours)
            if (record.sender == sender) clear[0].push_back(record.clear);
        for (const auto& record : theirs)
            if (record.sender == sender) clear[1].push_back(record.clear);
        EXPECT_EQ(clear[0], clear[1]);
    }
}

TEST(Explain, an_encrypted_record_shows_nonce_content_and_tag) { // RFC 5246 §6.2.3.3
    const Story story = whole_story();
    const auto records = explain_records(story.events(), Role::client);
    const auto finished = std::ranges::find_if(
        records, [](const auto& record) { return record.messages == std::vector<std::string>{"Finished"}; });
    ASSERT_NE(finished, records.end());
    EXPECT_TRUE(finished->encrypted);
    EXPECT_EQ(finished->sequence_number, 0U);
    EXPECT_EQ(finished->wire.size(), 5U + 40U);
    EXPECT_THAT(paths_in(*finished),
                ElementsAre("Record.type", "Record.version", "Record.length", "Record.explicit_nonce",
                            "Finished.msg_type", "Finished.body", "Finished.verify_data", "Record.tag"));
    const auto data = std::ranges::find(records, ContentType::application_data, &ExplainedRecord::type);
    ASSERT_NE(data, records.end());
    EXPECT_EQ(as_text(bytes_at(*data, "Record.content")), "GET / HTTP/1.1\r\n\r\n");
    EXPECT_EQ(data->sequence_number, 1U);
    EXPECT_EQ(records.back().messages, std::vector<std::string>{"Alert"});
}

TEST(Explain, an_encrypted_record_of_chacha20_poly1305_shows_content_and_tag_and_no_nonce) { // RFC 7905 §2
    const Story story = chacha20_story();
    const auto records = explain_records(story.events(), Role::client);
    const auto finished = std::ranges::find_if(
        records, [](const auto& record) { return record.messages == std::vector<std::string>{"Finished"}; });
    ASSERT_NE(finished, records.end());
    EXPECT_TRUE(finished->encrypted && finished->opened);
    EXPECT_EQ(finished->wire.size(), 5U + 32U);
    EXPECT_THAT(paths_in(*finished), ElementsAre("Record.type", "Record.version", "Record.length", "Finished.msg_type",
                                                 "Finished.body", "Finished.verify_data", "Record.tag"));
    const auto data = std::ranges::find(records, ContentType::application_data, &ExplainedRecord::type);
    ASSERT_NE(data, records.end());
    EXPECT_EQ(as_text(bytes_at(*data, "Record.content")), "GET / HTTP/1.1\r\n\r\n");
    for (const ExplainedRecord& record : records) expect_covered(record);
}

// What is left of the sealed records if nobody has told what is in them.
std::vector<ExplainedRecord> not_opened_in(const Story& whole) {
    std::vector<Event> events;
    for (const Event& event : whole.events())
        if (as<told::Record>(event) == nullptr) events.push_back(event);
    std::vector<ExplainedRecord> closed;
    for (ExplainedRecord& record : explain_records(events, Role::client)) {
        expect_covered(record);
        if (!record.opened) closed.push_back(std::move(record));
    }
    EXPECT_GE(closed.size(), 4U);
    return closed;
}

TEST(Explain, a_record_of_chacha20_poly1305_that_is_not_opened_is_told_apart_by_the_cipher_suite) {
    for (const ExplainedRecord& record : not_opened_in(chacha20_story()))
        EXPECT_THAT(paths_in(record),
                    ElementsAre("Record.type", "Record.version", "Record.length", "Record.ciphertext", "Record.tag"));
}

TEST(Explain, without_its_plaintext_a_record_is_told_apart_by_the_cipher_suite) {
    for (const ExplainedRecord& record : not_opened_in(whole_story())) {
        EXPECT_EQ(record.clear, record.wire);
        EXPECT_EQ(bytes_at(record, "Record.explicit_nonce").size(), 8U);
        EXPECT_EQ(bytes_at(record, "Record.tag").size(), 16U);
    }
    const auto alone =
        explain_records({wire(Role::server, record_of(ContentType::application_data, Bytes(60)))}, Role::client);
    EXPECT_THAT(paths_in(alone.at(0)),
                ElementsAre("Record.type", "Record.version", "Record.length", "Record.ciphertext"));
}

TEST(Explain, several_messages_in_one_record_are_all_named) {
    const auto records =
        explain_records({wire(Role::server, record_of(ContentType::handshake, first_flight()))}, Role::client);
    EXPECT_THAT(records.at(0).messages, ElementsAre("ServerHello", "Certificate", "ServerKeyExchange",
                                                    "CertificateRequest", "ServerHelloDone"));
    expect_covered(records.at(0));
}

TEST(Explain, however_a_flight_is_cut_into_records_each_byte_is_covered_and_each_field_is_whole) {
    const Bytes flight = first_flight();
    const auto whole = explain_records({wire(Role::server, record_of(ContentType::handshake, flight))}, Role::client);
    const auto fields = whole.at(0).spans.size() - 3; // without those of the header
    std::mt19937 chance{5246};
    for (int round = 0; round < 200; ++round) {
        std::vector<Event> events;
        for (View left = flight; !left.empty();) {
            const std::size_t size = std::min<std::size_t>(left.size(), 1 + chance() % (round % 2 == 0 ? 20 : 900));
            events.push_back(wire(Role::server, record_of(ContentType::handshake, left.first(size))));
            if (chance() % 4 == 0) events.push_back(wire(Role::client, record_of(ContentType::handshake, Bytes{})));
            left = left.subspan(size);
        }
        std::size_t begun = 0;
        std::size_t ended = 0;
        std::vector<std::string> messages;
        for (const ExplainedRecord& record : explain_records(events, Role::client)) {
            expect_covered(record);
            messages.insert(messages.end(), record.messages.begin(), record.messages.end());
            for (const Span& span : record.spans) {
                if (span.path.starts_with("Record.")) continue;
                begun += span.continued ? 0 : 1;
                ended += span.continues ? 0 : 1;
            }
        }
        ASSERT_EQ(begun, fields);
        ASSERT_EQ(ended, fields);
        ASSERT_EQ(messages, whole.at(0).messages);
    }
}

TEST(Explain, a_message_that_never_ends_is_explained_as_far_as_it_goes) {
    const Bytes hello = first_of("rsa_client_auth.txt", "ClientHello");
    const auto records =
        explain_records({wire(Role::client, record_of(ContentType::handshake, View{hello}.first(50)))}, Role::client);
    expect_covered(records.at(0));
    EXPECT_EQ(paths_in(records.at(0)).back(), "ClientHello.not_understood");
}

TEST(Explain, bytes_that_are_no_record_are_covered_too) {
    std::mt19937 chance{2246};
    for (int round = 0; round < 2000; ++round) {
        std::vector<Event> events;
        for (std::size_t count = 1 + chance() % 6; count > 0; --count) {
            Bytes bytes(chance() % 40);
            for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(chance());
            if (!bytes.empty() && chance() % 2 == 0) bytes[0] = static_cast<std::uint8_t>(20 + chance() % 5);
            if (bytes.size() > 4 && chance() % 2 == 0) bytes[3] = 0;
            events.push_back(wire(chance() % 2 == 0 ? Role::client : Role::server, bytes));
        }
        for (const ExplainedRecord& record : explain_records(events, Role::client)) expect_covered(record);
    }
}

TEST(Explain, a_record_that_did_not_open_is_not_taken_for_another_one) {
    Story story;
    tests::SeededPair both{tests::client_config(), tests::server_config(), nullptr, &story};
    both.pair.run();
    tests::put(both.client, as_bytes("secret"));
    for (int i = 0; i < 4; ++i) both.client.step();
    Bytes record = to_bytes(both.client.to_peer().data());
    record.back() ^= 1;
    const MutableView room = both.server.from_peer().space();
    std::ranges::copy(record, room.begin());
    both.server.from_peer().commit(record.size());
    for (int i = 0; i < 4; ++i) both.server.step();
    const auto records = explain_records(story.events(), Role::server);
    const auto data = std::ranges::find(records, ContentType::application_data, &ExplainedRecord::type);
    ASSERT_NE(data, records.end());
    EXPECT_FALSE(data->opened);
    EXPECT_EQ(bytes_at(*data, "Record.ciphertext").size(), 6U);
    EXPECT_EQ(records.back().messages, std::vector<std::string>{"Alert"});
    EXPECT_TRUE(records.back().opened);
    for (const ExplainedRecord& each : records) expect_covered(each);
}

TEST(Explain, a_certificate_can_be_opened_even_if_it_is_spread_over_records) {
    const Bytes certificate = first_of("rsa_client_auth.txt", "Certificate");
    const View message = certificate;
    const std::vector<Event> events{wire(Role::server, record_of(ContentType::handshake, message.first(100))),
                                    wire(Role::server, record_of(ContentType::handshake, message.subspan(100)))};
    const auto records = explain_records(events, Role::client, Certificates::opened);
    for (const ExplainedRecord& record : records) expect_covered(record);
    EXPECT_FALSE(bytes_at(records.at(0), "Certificate.tbsCertificate.serialNumber").empty());
    EXPECT_FALSE(bytes_at(records.at(1), "Certificate.signatureValue").empty());
    EXPECT_THAT(records.at(1).messages, IsEmpty()); // it begins in the record before
}

TEST(Explain, events_of_the_other_end_say_nothing) {
    const Bytes hello = record_of(ContentType::handshake, first_of("rsa_client_auth.txt", "ClientHello"));
    EXPECT_THAT(explain_records({wire(Role::client, hello)}, Role::server), IsEmpty());
    EXPECT_EQ(explain_records({{Role::server, told::Wire{Role::client, {1}}}, wire(Role::client, hello)}, Role::client)
                  .at(0)
                  .event,
              1U);
}

TEST(Explain, says_what_a_length_a_random_and_a_nonce_mean) {
    const Bytes hello = record_of(ContentType::handshake, first_of("rsa_client_auth.txt", "ClientHello"));
    const auto records = explain_records({wire(Role::client, hello)}, Role::client);
    std::map<std::string, std::string> meanings;
    for (const Span& span : records.at(0).spans) meanings[span.path] = span.meaning;
    EXPECT_EQ(meanings["Record.length"], "228");
    EXPECT_EQ(meanings["Record.version"], "TLS 1.2");
    EXPECT_EQ(meanings["ClientHello.cipher_suites"], "length 56");
    EXPECT_EQ(meanings["ClientHello.random"], "as gmt_unix_time: 2023-01-19 05:50:44 UTC");
}

} // namespace vitrine::tls
