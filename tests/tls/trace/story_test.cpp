// A Story keeps all that is told; its values say all that it keeps; what only the ends may know can be left out.
#include "tests/support/endpoints.h"
#include "tls/trace/recording.h"
#include "tls/trace/watched.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

namespace vitrine::tls {
namespace {

using tests::client_config;
using tests::SeededPair;
using tests::server_config;

std::size_t count(const Story& story, std::string_view kind) {
    return static_cast<std::size_t>(
        std::ranges::count_if(story.events(), [&](const Event& event) { return kind_of(event) == kind; }));
}

template <class T> std::vector<const T*> all(const Story& story) {
    std::vector<const T*> found;
    for (const Event& event : story.events())
        if (const T* what = as<T>(event)) found.push_back(what);
    return found;
}

class StoryOfARun : public testing::Test {
protected:
    StoryOfARun() {
        both.pair.run();
        EXPECT_TRUE(tests::put(both.client, as_bytes("a secret line")));
        both.pair.run();
        (void)tests::take_delivered(both.server);
        both.client.close();
        both.pair.run();
    }

    Story client, server;
    SeededPair both{client_config(), server_config(), &client, &server};
};

TEST_F(StoryOfARun, each_kind_of_event_is_in_it) {
    for (const std::string_view kind : {"input", "wire", "record", "message", "move", "check", "signature", "agreement",
                                        "derivation", "alert", "secret"}) {
        EXPECT_GT(count(client, kind), 0U) << kind;
        EXPECT_GT(count(server, kind), 0U) << kind;
    }
    EXPECT_GT(count(server, "choice"), 0U);
}

TEST_F(StoryOfARun, both_ends_derive_the_same) {
    const auto of_client = all<told::Derivation>(client), of_server = all<told::Derivation>(server);
    ASSERT_EQ(of_client.size(), 4U); // master secret, key block, two verify_data
    ASSERT_EQ(of_server.size(), 4U);
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(of_client[i]->label, of_server[i]->label);
        EXPECT_EQ(to_hex(of_client[i]->output), to_hex(of_server[i]->output));
        EXPECT_EQ(of_client[i]->a, of_server[i]->a);
    }
}

TEST_F(StoryOfARun, the_parts_of_the_key_block_make_it_up) {
    const told::Derivation& key_block = *all<told::Derivation>(client).at(1);
    ASSERT_EQ(key_block.became, "key_block");
    Bytes joined;
    for (const told::Named& part : key_block.parts) append(joined, part.bytes);
    EXPECT_EQ(to_hex(joined), to_hex(key_block.output));
}

TEST_F(StoryOfARun, what_one_end_wrote_is_what_the_other_end_read) {
    std::vector<Bytes> written, read;
    for (const auto* wire : all<told::Wire>(client))
        if (wire->sender == Role::client) written.push_back(wire->bytes);
    for (const auto* wire : all<told::Wire>(server))
        if (wire->sender == Role::client) read.push_back(wire->bytes);
    EXPECT_EQ(written, read);
}

TEST_F(StoryOfARun, every_wire_record_was_told_with_its_content) {
    EXPECT_EQ(count(client, "wire"), count(client, "record"));
    EXPECT_EQ(count(server, "wire"), count(server, "record"));
}

TEST_F(StoryOfARun, inputs_are_the_bytes_of_the_other_end_in_their_order) {
    Bytes sent, came;
    for (const auto* wire : all<told::Wire>(client))
        if (wire->sender == Role::client) append(sent, wire->bytes);
    for (const auto* input : all<told::Input>(server))
        if (input->port == Input::from_peer) append(came, input->bytes);
    EXPECT_EQ(to_hex(sent), to_hex(came));
}

TEST_F(StoryOfARun, a_server_tells_why_each_suite_was_dropped_or_taken) {
    const auto choices = all<told::Choice>(server);
    const auto suite = [&](std::string_view name) {
        return **std::ranges::find_if(choices, [&](const auto* choice) { return choice->candidate == name; });
    };
    EXPECT_EQ(suite("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256").why,
              "no certificate of ours can serve it to this client");
    EXPECT_FALSE(suite("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256").taken);
    EXPECT_TRUE(suite("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256").taken);
    EXPECT_EQ(suite("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384").why, "an earlier one fits");
}

TEST_F(StoryOfARun, each_value_has_a_name_of_its_own) {
    for (const Event& event : client.events()) {
        std::set<std::string> names;
        for (const EventValue& value : values_of(event)) EXPECT_TRUE(names.insert(value.name).second) << value.name;
        EXPECT_FALSE(names.empty());
    }
}

TEST_F(StoryOfARun, nothing_secret_is_left_once_secrets_are_left_out) {
    std::string text;
    for (const Story* story : {&client, &server})
        for (const Event& event : story->events())
            if (const auto left = without_secrets(event))
                for (const EventValue& value : values_of(*left)) text += value.value + "\n";
    for (const auto* derivation : all<told::Derivation>(client)) {
        EXPECT_EQ(text.find(to_hex(derivation->output)), std::string::npos) << derivation->became;
        EXPECT_EQ(text.find(to_hex(derivation->secret.bytes)), std::string::npos) << derivation->secret.name;
        for (const told::Named& part : derivation->parts)
            EXPECT_EQ(text.find(to_hex(part.bytes)), std::string::npos) << part.name;
    }
    EXPECT_EQ(text.find(to_hex(as_bytes("a secret line"))), std::string::npos);
    EXPECT_NE(text.find("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"), std::string::npos);
}

TEST(StoryOfChaCha20,
     holds_no_plaintext_of_encrypted_records_once_secrets_are_left_out) { // no nonce tells them: RFC 7905
    Story client;
    ClientConfig config = client_config();
    config.preferences.cipher_suites = {CipherSuite::tls_ecdhe_rsa_with_chacha20_poly1305_sha256};
    SeededPair both{config, server_config(), &client};
    both.pair.run();
    ASSERT_TRUE(tests::put(both.client, as_bytes("a secret line")));
    both.pair.run();
    std::size_t told = 0, left_over = 0;
    for (const Event& event : client.events()) {
        const auto contains = [](const Event& one) {
            const auto* record = as<told::Record>(one);
            return record != nullptr && as_text(record->plaintext) == "a secret line";
        };
        told += contains(event) ? 1 : 0;
        const auto left = without_secrets(event);
        left_over += left && contains(*left) ? 1 : 0;
    }
    EXPECT_EQ(told, 1U);
    EXPECT_EQ(left_over, 0U);
}

TEST(StoryOfAFailure, ends_with_the_refusal_and_its_rule) {
    Story client;
    ClientConfig config = client_config();
    config.trust_store = tests::trust_store("other_ca");
    SeededPair both{config, server_config(), &client};
    both.pair.run();
    const auto failures = all<told::Failure>(client);
    ASSERT_EQ(failures.size(), 1U);
    EXPECT_EQ(failures[0]->alert, AlertDescription::unknown_ca);
    EXPECT_FALSE(failures[0]->sent_by_peer);
    EXPECT_EQ(failures[0]->rfc, "RFC 5280 §6.1");
    EXPECT_TRUE(std::ranges::any_of(all<told::Check>(client), [](const auto* check) { return !check->passed; }));
}

TEST(Watched, draws_of_a_handshake_are_told_and_those_of_signatures_are_not) {
    Story story;
    SeededRandom source{"seed"};
    WatchedRandom random{source, {&story, Role::client}};
    std::array<std::uint8_t, 4> out{};
    for (const std::string_view purpose : {"client_random", "ecdsa_nonce", "rsa_pss_salt", "rsa_blinding"})
        random.fill(purpose, out);
    ASSERT_EQ(story.events().size(), 1U); // an ECDSA nonce, with its signature, is the private key
    EXPECT_EQ(as<told::Draw>(story.events()[0])->purpose, "client_random");
}

TEST(EventValues, what_a_peer_wrote_is_escaped) {
    const Event event{Role::client, told::Failure{false, AlertDescription::bad_certificate, "CN=\x1b]0;owned", ""}};
    EXPECT_EQ(recorded(event).value("sentence"), "CN=\\x1b]0;owned");
}

} // namespace
} // namespace vitrine::tls
