// What may legally come next: the rows of the flow, held against what an end knows.
#include "apps/step/facts.h"
#include "tests/apps/step/runs_for_tests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::apps {
namespace {

using testing::HasSubstr;

// As the end that has just read the message sees it.
std::string next_after(std::string_view message, ClientCertificate certificate = ClientCertificate::none) {
    Session session = pair_session(certificate);
    session.breakpoints.emplace_back(message);
    session.run_on(); // the other end has written it
    session.forward(Unit::message);
    return text_of(next_of(session.scene(), 200));
}

TEST(Next, after_the_ServerHello_may_be_a_Certificate_and_nothing_else) {
    EXPECT_THAT(next_after("ServerHello"),
                HasSubstr("  legal    Certificate if no status promised -> server_key_exchange\n"));
}

TEST(Next, before_the_ServerHello_cannot_be_a_resumed_session_that_was_not_offered) {
    const std::string next = next_after("ClientHello");
    EXPECT_THAT(next, HasSubstr("  legal    ServerHello if full handshake"));
    EXPECT_THAT(next, HasSubstr("  not here ServerHello if resumed, no ticket"));
    EXPECT_THAT(next, HasSubstr("a session is resumed? no: the ClientHello offers none"));
}

TEST(Next, after_the_ServerKeyExchange_is_open_to_the_client) {
    const std::string next = next_after("ServerKeyExchange");
    EXPECT_THAT(next, HasSubstr("  open     CertificateRequest"));
    EXPECT_THAT(next, HasSubstr("  open     ServerHelloDone if none asked for"));
    EXPECT_THAT(next, HasSubstr("a client certificate is asked for? not known yet"));
}

TEST(Next, after_a_CertificateRequest_is_the_rest_of_a_handshake_with_client_authentication) {
    EXPECT_THAT(next_after("CertificateRequest", ClientCertificate::shown), HasSubstr("  legal    ServerHelloDone"));
    EXPECT_THAT(next_after("ClientKeyExchange", ClientCertificate::shown),
                HasSubstr("in state client_certificate_verify the client speaks"));
}

TEST(Next, of_a_handshake_that_is_done_is_data_or_a_goodbye) {
    EXPECT_THAT(next_after("established"), HasSubstr("application data, or close_notify"));
}

TEST(Next, of_a_connection_that_failed_is_nothing) {
    Session session = pair_session();
    session.run_on();
    session.set(parse_change("ServerHello.random[0]=^01"));
    session.run_on();
    EXPECT_THAT(text_of(next_of(session.scene(), 200)), HasSubstr("nothing: the connection has failed"));
}

TEST(Next, names_every_row_that_is_then_taken) {
    for (const ClientCertificate certificate : {ClientCertificate::none, ClientCertificate::shown}) {
        const auto run = pair_run(certificate);
        run_to_its_end(*run);
        const Events events{run->events()};
        for (std::size_t i = 0; i < events.size(); ++i) {
            const auto* move = tls::as<tls::told::Move>(events[i]);
            if (move == nullptr) continue;
            const Events before = events.first(act_at(events, i + 1).begin);
            EXPECT_EQ(state_of(before, events[i].us), move->edge->from);
            EXPECT_NE(is_legal(*move->edge, known_facts(before, events[i].us)), Legal::no)
                << name_of(move->edge->message);
        }
    }
}

} // namespace
} // namespace vitrine::apps
