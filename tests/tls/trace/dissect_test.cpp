// Connections of OpenSSL with itself, captured by tcpdump (tests/captures): each is told to its end, and what is
// crooked, missing or not ours to open is said.
#include "tls/trace/dissect.h"

#include "apps/capture.h"
#include "tests/support/files.h"
#include "tls/trace/explain.h"
#include "tls/trace/story.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

namespace vitrine::tls {

namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::string file(const std::string& name) { return tests::read_test_file("captures/" + name); }

KeyLogSecrets key_log() { return read_key_log(file("keys.log")); }

// A conversation of a capture; its passages show what it owns.
class Captured {
public:
    explicit Captured(const std::string& name, std::size_t conversation = 0)
        : conversation_(apps::read_capture(as_bytes(file(name + ".pcap"))).conversations.at(conversation)) {}

    std::vector<Passage> passages() const { return apps::passages_of(conversation_); }
    apps::Conversation& conversation() { return conversation_; }

private:
    apps::Conversation conversation_;
};

Story story_of(const std::vector<Passage>& passages, const KeyLogSecrets& secrets) {
    Story story;
    dissect(passages, secrets, story);
    return story;
}
Story story_of(const std::string& name, std::size_t conversation = 0) {
    return story_of(Captured{name, conversation}.passages(), key_log());
}

template <class Told> std::vector<Told> all(const Story& story) {
    std::vector<Told> found;
    for (const Event& event : story.events())
        if (const auto* told = as<Told>(event)) found.push_back(*told);
    return found;
}

// "C ClientHello", "S ServerHello" …
std::vector<std::string> messages_in(const Story& story) {
    std::vector<std::string> names;
    for (const auto& message : all<told::Message>(story))
        names.push_back((message.sender == Role::client ? "C " : "S ") + annotate(message.type, message.bytes).name);
    return names;
}

// "C hello", "S olleh"
std::vector<std::string> data_in(const Story& story) {
    std::vector<std::string> said;
    for (const auto& record : all<told::Record>(story))
        if (record.type == ContentType::application_data)
            said.push_back((record.sender == Role::client ? "C " : "S ") + std::string{as_text(record.plaintext)});
    return said;
}

std::vector<std::string> failures_in(const Story& story) {
    std::vector<std::string> sentences;
    for (const auto& failure : all<told::Failure>(story)) sentences.push_back(failure.sentence);
    return sentences;
}

std::string why_not_decrypted(const Story& story) {
    for (const auto& choice : all<told::Choice>(story))
        if (choice.what == "decryption") return choice.candidate + ": " + (choice.taken ? "decrypted" : choice.why);
    return "not said";
}

std::size_t finished_checks_passed(const Story& story) {
    std::size_t passed = 0;
    for (const auto& check : all<told::Check>(story)) {
        EXPECT_EQ(check.what, "verify_data of Finished");
        EXPECT_TRUE(check.passed) << check.found << " is not " << check.expected;
        passed += check.passed ? 1 : 0;
    }
    return passed;
}

} // namespace

TEST(Dissect, a_full_handshake_with_a_ticket_is_told_message_by_message_and_both_finished_fit) {
    const Story story = story_of("ticket_then_resumed");
    EXPECT_THAT(messages_in(story),
                ElementsAre("C ClientHello", "S ServerHello", "S Certificate", "S ServerKeyExchange",
                            "S ServerHelloDone", "C ClientKeyExchange", "C ChangeCipherSpec", "C Finished",
                            "S NewSessionTicket", "S ChangeCipherSpec", "S Finished"));
    EXPECT_EQ(finished_checks_passed(story), 2U);
    EXPECT_THAT(data_in(story), ElementsAre("C hello\n", "S olleh\n"));
    EXPECT_EQ(all<told::Alert>(story).size(), 2U); // both say close_notify
    EXPECT_THAT(failures_in(story), IsEmpty());
}

TEST(Dissect, an_abbreviated_handshake_is_told_too_with_the_servers_change_cipher_spec_first) {
    const Story story = story_of("ticket_then_resumed", 1);
    EXPECT_THAT(messages_in(story), ElementsAre("C ClientHello", "S ServerHello", "S ChangeCipherSpec", "S Finished",
                                                "C ChangeCipherSpec", "C Finished"));
    EXPECT_EQ(finished_checks_passed(story), 2U);
    EXPECT_THAT(data_in(story), ElementsAre("C hello\n", "S olleh\n"));
    EXPECT_THAT(failures_in(story), IsEmpty());
}

struct Opened {
    std::string_view file, suite;
};

class EveryAeadSuite : public testing::TestWithParam<Opened> {};

TEST_P(EveryAeadSuite, is_decrypted_whatever_its_key_exchange) {
    const Story story = story_of(std::string{GetParam().file});
    EXPECT_EQ(why_not_decrypted(story), std::string{GetParam().suite} + ": decrypted");
    EXPECT_EQ(finished_checks_passed(story), 2U);
    EXPECT_THAT(data_in(story), ElementsAre("C hello\n", "S olleh\n"));
    EXPECT_THAT(failures_in(story), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Dissect, EveryAeadSuite,
                         testing::Values(Opened{"rsa_key_exchange", "TLS_RSA_WITH_AES_256_GCM_SHA384"},
                                         Opened{"dhe", "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"},
                                         Opened{"chacha20", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"},
                                         Opened{"dhe_chacha20", "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256"},
                                         Opened{"ipv6", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"},
                                         Opened{"client_certificate", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"}),
                         [](const auto& test) { return std::string{test.param.file}; });

TEST(Dissect, a_renegotiation_is_followed_from_the_old_keys_to_the_new) {
    const Story story = story_of("renegotiation");
    EXPECT_EQ(std::ranges::count(messages_in(story), "C ClientHello"), 2);
    EXPECT_EQ(finished_checks_passed(story), 4U);
    EXPECT_THAT(data_in(story), ElementsAre("C hello\n", "S olleh\n", "C world\n", "S dlrow\n"));
    EXPECT_THAT(failures_in(story), IsEmpty());
}

TEST(Dissect, the_keys_are_derived_once_and_cut_into_their_parts) {
    const Story story = story_of("ticket_then_resumed");
    const auto derivations = all<told::Derivation>(story);
    ASSERT_EQ(derivations.size(), 3U);
    EXPECT_EQ(derivations[0].became, "key_block");
    EXPECT_EQ(derivations[0].parts.size(), 4U);
    EXPECT_EQ(derivations[1].label, "client finished");
    EXPECT_EQ(derivations[2].label, "server finished");
    EXPECT_EQ(all<told::Secret>(story).size(), 1U);
}

TEST(Dissect, a_decrypted_record_has_its_sequence_number_nonce_and_additional_data) {
    const auto check = [](const told::Record& record, std::size_t nonce_size) {
        if (record.aad.empty()) return;
        Bytes aad(8, 0); // seq_num, type, version, length of the plaintext: RFC 5246 §6.2.3.3
        aad[7] = static_cast<std::uint8_t>(record.sequence_number);
        append(aad, View{record.header}.first(3));
        aad.push_back(static_cast<std::uint8_t>(record.plaintext.size() >> 8));
        aad.push_back(static_cast<std::uint8_t>(record.plaintext.size()));
        EXPECT_EQ(to_hex(record.aad), to_hex(aad));
        EXPECT_EQ(record.explicit_nonce.size(), nonce_size);
    };
    for (const auto& record : all<told::Record>(story_of("ticket_then_resumed"))) check(record, 8);
    for (const auto& record : all<told::Record>(story_of("chacha20"))) check(record, 0); // RFC 7905 §2
}

TEST(Dissect, the_wire_is_told_record_by_record_and_no_byte_is_lost) {
    for (const std::string name : {"ticket_then_resumed", "cbc", "tls13"}) {
        const Captured captured{name};
        Bytes sent, told;
        for (const Passage& passage : captured.passages())
            if (passage.sender == Role::server) append(sent, passage.bytes);
        for (const auto& wire : all<told::Wire>(story_of(captured.passages(), {})))
            if (wire.sender == Role::server) append(told, wire.bytes);
        EXPECT_EQ(to_hex(told), to_hex(sent)) << name;
    }
}

TEST(Dissect, every_byte_of_every_captured_record_is_explained_once_and_those_that_open_to_their_meaning) {
    for (const auto& entry : std::filesystem::directory_iterator{VITRINE_TEST_DATA "/captures"}) {
        if (entry.path().extension() != ".pcap") continue;
        const Story story = story_of(entry.path().stem().string());
        for (const ExplainedRecord& record : explain_records(story.events(), Role::client)) {
            std::size_t end = 0;
            for (const Span& span : record.spans) {
                EXPECT_EQ(span.offset, end) << entry.path() << ", " << span.path;
                EXPECT_NE(span.name, "not_understood") << entry.path() << ", " << span.path;
                end = span.offset + span.size;
            }
            EXPECT_EQ(end, record.wire.size()) << entry.path();
        }
    }
}

TEST(Dissect, without_a_key_log_the_clear_part_is_told_and_why_no_more) {
    const Story story = story_of(Captured{"ticket_then_resumed"}.passages(), {});
    EXPECT_EQ(messages_in(story).size(), 9U); // NewSessionTicket, but no Finished
    EXPECT_EQ(all<told::Wire>(story).size(), all<told::Record>(story).size() + 6);
    EXPECT_EQ(why_not_decrypted(story), "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256: there is no key log");
    EXPECT_THAT(failures_in(story), IsEmpty());
}

TEST(Dissect, a_key_log_of_other_connections_is_called_that) {
    KeyLogSecrets others;
    others.master_secrets[{}];
    EXPECT_THAT(why_not_decrypted(story_of(Captured{"dhe"}.passages(), others)),
                HasSubstr("the key log has no line with this client_random"));
}

TEST(Dissect, other_ciphers_and_versions_are_explained_in_the_clear_and_not_opened) {
    EXPECT_EQ(
        why_not_decrypted(story_of("cbc")),
        "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA: only records of AES-GCM and ChaCha20-Poly1305 suites of TLS 1.2 are opened");
    EXPECT_THAT(messages_in(story_of("cbc")), Contains("S ServerKeyExchange"));
    const Story tls13 = story_of("tls13");
    EXPECT_EQ(why_not_decrypted(tls13),
              "TLS_AES_256_GCM_SHA384: only records of AES-GCM and ChaCha20-Poly1305 suites of TLS 1.2 are opened");
    EXPECT_THAT(messages_in(tls13),
                ElementsAre("C ClientHello", "S ServerHello", "S ChangeCipherSpec", "C ChangeCipherSpec"));
    EXPECT_THAT(failures_in(tls13), IsEmpty());
}

TEST(Dissect, a_wrong_master_secret_is_a_failure_and_not_a_crash) {
    KeyLogSecrets wrong = key_log();
    for (auto& [random, secret] : wrong.master_secrets) secret.bytes.fill()[0] ^= 1;
    const Story story = story_of(Captured{"ticket_then_resumed"}.passages(), wrong);
    EXPECT_THAT(failures_in(story), ElementsAre(HasSubstr("record 0 of the client under these keys does not open"),
                                                HasSubstr("record 0 of the server under these keys does not open")));
}

TEST(Dissect, an_altered_record_is_named_and_the_other_direction_goes_on) {
    Captured captured{"ticket_then_resumed"};
    apps::Chunk& hello = captured.conversation().chunks.at(5); // the server's answer: "olleh"
    ASSERT_EQ(hello.sender, Role::server);
    hello.bytes.back() ^= 1;
    const Story story = story_of(captured.passages(), key_log());
    EXPECT_THAT(failures_in(story), ElementsAre(HasSubstr("record 1 of the server under these keys does not open")));
    EXPECT_THAT(data_in(story), ElementsAre("C hello\n"));
    EXPECT_EQ(all<told::Alert>(story).size(), 1U); // the client's
}

TEST(Dissect, a_message_that_somebody_changed_on_its_way_makes_the_finished_fail) {
    Captured captured{"dhe"};
    apps::Chunk& flight = captured.conversation().chunks.at(1); // ServerHello and more
    flight.bytes.at(flight.bytes.size() - 20) ^= 1;             // in the signature of ServerKeyExchange
    EXPECT_THAT(failures_in(story_of(captured.passages(), key_log())),
                ElementsAre("the verify_data of the client does not fit the messages in this capture",
                            "the verify_data of the server does not fit the messages in this capture"));
}

TEST(Dissect, a_hello_request_is_no_part_of_what_finished_covers) { // RFC 5246 §7.4.1.1
    const Captured captured{"dhe"};
    std::vector<Passage> passages = captured.passages();
    const Bytes hello_request{22, 3, 3, 0, 4, 0, 0, 0, 0};
    passages.insert(passages.begin() + 2, {Role::server, hello_request});
    const Story story = story_of(passages, key_log());
    EXPECT_THAT(messages_in(story), Contains("S HelloRequest"));
    EXPECT_EQ(finished_checks_passed(story), 2U);
}

TEST(Dissect, plaintext_before_the_first_client_hello_is_passed_over) {
    const Captured captured{"ticket_then_resumed"};
    std::vector<Passage> passages{{Role::server, as_bytes("220 ready\r\n")},
                                  {Role::client, as_bytes("STARTTLS\r\n")},
                                  {Role::server, as_bytes("220 go\r\n")}};
    for (const Passage& passage : captured.passages()) passages.push_back(passage);
    const Story story = story_of(passages, key_log());
    EXPECT_EQ(finished_checks_passed(story), 2U);
    EXPECT_THAT(failures_in(story), IsEmpty());
    EXPECT_THAT(all<told::Choice>(story).at(0).why, HasSubstr("10 bytes of the client and 19 of the server"));
}

TEST(Dissect, passages_of_any_size_give_the_same_story) {
    const Captured captured{"ticket_then_resumed"};
    std::vector<Passage> bytewise;
    for (const Passage& passage : captured.passages())
        for (std::size_t i = 0; i < passage.bytes.size(); ++i)
            bytewise.push_back({passage.sender, passage.bytes.subspan(i, 1)});
    const Story whole = story_of(captured.passages(), key_log()), chopped = story_of(bytewise, key_log());
    ASSERT_EQ(whole.events().size(), chopped.events().size());
    for (std::size_t i = 0; i < whole.events().size(); ++i)
        EXPECT_EQ(values_of(whole.events()[i]), values_of(chopped.events()[i]));
}

TEST(Dissect, a_connection_cut_anywhere_is_told_up_to_there) {
    const Captured captured{"ticket_then_resumed"};
    const KeyLogSecrets secrets = key_log();
    std::vector<Passage> passages = captured.passages();
    while (!passages.empty()) {
        Passage& last = passages.back();
        last.bytes = last.bytes.first(last.bytes.size() - 1);
        const Story story = story_of(passages, secrets);
        const bool shows_hello = passages.size() > 1 || last.bytes.size() >= 11; // with less nobody knows what it is
        EXPECT_EQ(failures_in(story).empty(), shows_hello) << passages.size() << ", " << last.bytes.size();
        if (last.bytes.empty()) passages.pop_back();
    }
}

TEST(Dissect, what_begins_in_the_middle_of_a_connection_is_called_that) {
    const Captured captured{"ticket_then_resumed"};
    std::vector<Passage> passages = captured.passages();
    passages.erase(passages.begin(), passages.begin() + 4);
    const Story story = story_of(passages, key_log());
    EXPECT_THAT(failures_in(story), ElementsAre(HasSubstr("the beginning of the connection is missing")));
    EXPECT_EQ(all<told::Wire>(story).size(), 4U);
}

TEST(Dissect, what_is_no_tls_is_called_that) {
    const std::vector<Passage> http{{Role::client, as_bytes("GET / HTTP/1.1\r\n\r\n")},
                                    {Role::server, as_bytes("HTTP/1.1 200 OK")}};
    EXPECT_THAT(failures_in(story_of(http, {})), ElementsAre(HasSubstr("there is no TLS in it")));
    EXPECT_THAT(failures_in(story_of(std::vector<Passage>{}, {})), ElementsAre(HasSubstr("there is no TLS in it")));
}

TEST(Dissect, bytes_that_are_no_record_end_the_reading_of_that_direction_with_their_place) {
    Captured captured{"ticket_then_resumed"};
    captured.conversation().chunks.at(3).bytes.at(0) = 'x'; // the server's NewSessionTicket
    const Story story = story_of(captured.passages(), key_log());
    EXPECT_THAT(failures_in(story), ElementsAre("byte 1202 of what the server sent: no TLS record begins there"));
    EXPECT_THAT(data_in(story), ElementsAre("C hello\n"));
}

TEST(Dissect, a_record_that_the_capture_ends_in_is_said) {
    const Captured captured{"dhe"};
    std::vector<Passage> passages = captured.passages();
    passages.resize(2);
    passages[1].bytes = passages[1].bytes.first(10);
    EXPECT_EQ(all<told::Choice>(story_of(passages, {})).at(0).candidate, "at byte 0 of the server");
}

TEST(Dissect, a_fatal_alert_is_the_end_and_says_who_sent_it) {
    const Captured captured{"dhe"};
    std::vector<Passage> passages = captured.passages();
    const Bytes alert{21, 3, 3, 0, 2, 2, 40}; // fatal handshake_failure
    passages.resize(1);
    passages.push_back({Role::server, alert});
    const Story story = story_of(passages, {});
    EXPECT_THAT(failures_in(story), ElementsAre("the server sent the fatal alert handshake_failure"));
    EXPECT_TRUE(all<told::Failure>(story).at(0).sent_by_peer);
}

TEST(Dissect, a_message_that_cannot_be_read_is_named_and_what_follows_is_told_all_the_same) {
    const Captured captured{"dhe"};
    std::vector<Passage> passages = captured.passages();
    const Bytes crooked{22, 3, 3, 0, 6, 2, 0, 0, 2, 3, 3}; // a ServerHello that ends behind its version
    passages.insert(passages.begin() + 1, {Role::server, crooked});
    const Story story = story_of(passages, key_log());
    EXPECT_THAT(failures_in(story), Contains(HasSubstr("the server: ServerHello.random")));
    EXPECT_THAT(messages_in(story), Contains("S ServerHelloDone"));
}

} // namespace vitrine::tls
