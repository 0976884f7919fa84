// The handshake table, cell by cell: no message is sent or read here.
#include "tls/handshake/flow.h"

#include "tls/handshake/moves.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace vitrine::tls {
namespace {

constexpr int state_count = static_cast<int>(State::established) + 1;
constexpr int message_count = static_cast<int>(Message::new_session_ticket) + 1;

std::vector<State> all_states() {
    std::vector<State> states;
    for (int i = 0; i < state_count; ++i) states.push_back(static_cast<State>(i));
    return states;
}

std::vector<Facts> all_facts() {
    std::vector<Facts> assignments;
    for (unsigned bits = 0; bits < 64; ++bits)
        assignments.push_back(
            {(bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0, (bits & 16) != 0, (bits & 32) != 0});
    return assignments;
}

std::size_t rows_that_hold(State state, const Facts& facts) {
    return static_cast<std::size_t>(std::count_if(edges().begin(), edges().end(), [&](const Edge& edge) {
        return edge.from == state && edge.when.holds(facts);
    }));
}

TEST(Flow, each_state_has_exactly_one_speaker) {
    for (const State state : all_states()) {
        std::set<Role> speakers;
        for (const Edge& edge : edges())
            if (edge.from == state) speakers.insert(edge.sender);
        EXPECT_EQ(speakers.size(), state == State::established ? 0U : 1U) << name_of(state);
    }
}

TEST(Flow, whatever_the_facts_the_speaker_has_exactly_one_thing_to_say) {
    for (const State state : all_states())
        for (const Facts& facts : all_facts())
            EXPECT_EQ(rows_that_hold(state, facts), state == State::established ? 0U : 1U) << name_of(state);
}

TEST(Flow, no_message_leaves_a_state_by_two_rows) {
    for (const State state : all_states())
        for (int m = 0; m < message_count; ++m)
            for (const Facts& facts : all_facts()) {
                const auto rows = std::count_if(edges().begin(), edges().end(), [&](const Edge& edge) {
                    return edge.from == state && edge.message == static_cast<Message>(m) && edge.when.holds(facts);
                });
                EXPECT_LE(rows, 1) << name_of(state) << " " << name_of(static_cast<Message>(m));
            }
}

TEST(Flow, every_state_can_be_reached) {
    std::set<State> reached{State::client_hello};
    for (int round = 0; round < state_count; ++round)
        for (const Edge& edge : edges())
            if (reached.contains(edge.from)) reached.insert(edge.to);
    EXPECT_EQ(reached.size(), static_cast<std::size_t>(state_count));
}

TEST(Flow, whatever_the_facts_the_handshake_ends_established_without_a_cycle) {
    for (const Facts& facts : all_facts()) {
        State state = State::client_hello;
        std::set<State> seen;
        while (state != State::established) {
            ASSERT_TRUE(seen.insert(state).second) << "a cycle through " << name_of(state);
            const Edge& due = due_in(state, facts);
            state = taken_from(state, due.message, facts).to;
        }
    }
}

std::vector<Message> messages_with(const Facts& facts) {
    std::vector<Message> messages;
    for (State state = State::client_hello; state != State::established;) {
        const Edge& edge = due_in(state, facts);
        messages.push_back(edge.message);
        state = edge.to;
    }
    return messages;
}

using M = Message;

TEST(Flow, a_full_handshake_is_figure_1_of_rfc_5246_section_7_3) {
    EXPECT_EQ(messages_with({}),
              (std::vector<Message>{M::client_hello, M::server_hello, M::certificate, M::server_key_exchange,
                                    M::server_hello_done, M::client_key_exchange, M::change_cipher_spec, M::finished,
                                    M::change_cipher_spec, M::finished}));
}

TEST(Flow, client_authentication_is_figure_1_with_its_starred_messages) {
    const Facts facts{.certificate_requested = true, .certificate_sent = true};
    EXPECT_EQ(messages_with(facts),
              (std::vector<Message>{M::client_hello, M::server_hello, M::certificate, M::server_key_exchange,
                                    M::certificate_request, M::server_hello_done, M::certificate,
                                    M::client_key_exchange, M::certificate_verify, M::change_cipher_spec, M::finished,
                                    M::change_cipher_spec, M::finished}));
}

TEST(Flow, a_status_stands_behind_the_certificate_and_may_be_left_out) { // RFC 6066 §8
    const auto sent = messages_with({.status_promised = true, .status_sent = true});
    EXPECT_EQ(sent[3], M::certificate_status);
    EXPECT_EQ(sent[4], M::server_key_exchange);
    EXPECT_EQ(messages_with({.status_promised = true}), messages_with({}));
}

TEST(Flow, an_abbreviated_handshake_is_figure_2_of_rfc_5246_section_7_3) {
    EXPECT_EQ(messages_with({.resuming = true}),
              (std::vector<Message>{M::client_hello, M::server_hello, M::change_cipher_spec, M::finished,
                                    M::change_cipher_spec, M::finished}));
}

TEST(Flow, a_new_ticket_comes_before_the_servers_change_cipher_spec_as_in_rfc_5077_section_3_1) {
    const auto full = messages_with({.ticket_promised = true});
    EXPECT_EQ(full[full.size() - 3], M::new_session_ticket);
    const auto resumed = messages_with({.resuming = true, .ticket_promised = true});
    EXPECT_EQ(resumed[2], M::new_session_ticket);
}

TEST(Flow, a_change_cipher_spec_is_legal_in_exactly_two_states) {
    std::set<State> states;
    for (const Edge& edge : edges())
        if (edge.message == Message::change_cipher_spec) states.insert(edge.from);
    EXPECT_EQ(states, (std::set<State>{State::client_change_cipher_spec, State::server_change_cipher_spec}));
}

TEST(Flow, names_are_different_and_not_empty) {
    std::set<std::string_view> names;
    for (const State state : all_states()) EXPECT_TRUE(names.insert(name_of(state)).second);
    EXPECT_FALSE(names.contains(""));
}

TEST(Flow, each_row_has_a_move) {
    for (const Edge& edge : edges()) EXPECT_NE(find_move(edge.sender, edge.message), nullptr) << name_of(edge.message);
}

} // namespace
} // namespace vitrine::tls
