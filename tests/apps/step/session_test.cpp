// Going forward and back, and changing a copy of a run.
#include "apps/step/facts.h"
#include "apps/step/rerun.h"
#include "apps/step/session.h"
#include "tests/apps/step/runs_for_tests.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::apps {
namespace {

using tls::told::Failure;

std::vector<std::vector<tls::EventValue>> all_values(const std::vector<tls::Event>& events) {
    std::vector<std::vector<tls::EventValue>> values;
    for (const tls::Event& event : events) values.push_back(tls::values_of(event));
    return values;
}

const Failure* failure_in(const std::vector<tls::Event>& events) {
    for (const tls::Event& event : events)
        if (const auto* failure = tls::as<Failure>(event)) return failure;
    return nullptr;
}

// Both ends came to the end of the handshake, and nothing went wrong afterwards.
bool came_about(const std::vector<tls::Event>& events) {
    unsigned ends = 0;
    for (const tls::Event& event : events)
        if (const auto* move = tls::as<tls::told::Move>(event); move != nullptr)
            ends += move->edge->to == tls::State::established ? 1 : 0;
    return ends == 2 && failure_in(events) == nullptr;
}

TEST(Session, of_the_same_seed_is_the_same_run) {
    const auto one = pair_run(), other = pair_run();
    run_to_its_end(*one);
    run_to_its_end(*other);
    EXPECT_EQ(all_values(one->events()), all_values(other->events()));
}

TEST(Session, ends_where_the_run_ends_and_starts_where_it_starts) {
    Session session = pair_session();
    EXPECT_EQ(session.back(Unit::message), Arrival::start);
    EXPECT_EQ(session.run_on(), Arrival::end);
    EXPECT_EQ(session.position(), session.run().events().size());
    EXPECT_EQ(session.go_to(session.position() + 1), Arrival::end);
    EXPECT_EQ(session.go_to(0), Arrival::stop);
    EXPECT_EQ(session.position(), 0U);
}

TEST(Set, of_a_bit_of_the_signature_ends_in_decrypt_error_and_leaves_the_original_alone) { // RFC 5246 §7.4.3
    Session session = pair_session();
    session.run_on();
    const auto before = all_values(session.run().events());
    const std::size_t position = session.position();
    session.set(parse_change("ServerKeyExchange.signature[8]=^01"));
    const Failure* failure = failure_in(session.run().events());
    ASSERT_NE(failure, nullptr);
    EXPECT_EQ(failure->alert, tls::AlertDescription::decrypt_error);
    EXPECT_THAT(failure->sentence, testing::HasSubstr("signature does not verify"));
    EXPECT_EQ(all_values(session.original_events()), before);
    EXPECT_TRUE(session.leave_copy());
    EXPECT_EQ(session.position(), position);
    EXPECT_EQ(all_values(session.run().events()), before);
}

TEST(Set, stands_before_the_message_that_was_changed) {
    Session session = pair_session();
    session.run_on();
    session.set(parse_change("ServerHello.random[0]=^01"));
    session.forward(Unit::message);
    EXPECT_THAT(title_of(session.scene()), testing::HasSubstr("the client reads ServerHello"));
}

TEST(Set, of_what_is_sealed_seals_it_again_so_that_another_check_than_the_tags_refuses_it) { // RFC 5246 §7.4.9
    Session session = pair_session();
    session.run_on();
    EXPECT_TRUE(session.set(parse_change("Finished.verify_data[0]=^01")).sealed_anew);
    ASSERT_NE(failure_in(session.run().events()), nullptr);
    EXPECT_EQ(failure_in(session.run().events())->alert, tls::AlertDescription::decrypt_error);
}

TEST(Set, of_a_tag_is_refused_by_the_tag) { // RFC 5246 §6.2.3.3
    Session session = pair_session();
    session.run_on();
    EXPECT_FALSE(session.set(parse_change("Record.tag[0]=^01")).sealed_anew);
    ASSERT_NE(failure_in(session.run().events()), nullptr);
    EXPECT_EQ(failure_in(session.run().events())->alert, tls::AlertDescription::bad_record_mac);
}

TEST(Set, adds_to_what_was_changed_before) {
    Session session = pair_session();
    session.run_on();
    const auto original = find_field(session.run().events(), session.position(), "ClientHello.random");
    session.set(parse_change("ClientHello.random[0]=^01"));
    session.run_on();
    session.set(parse_change("ClientHello.random[1]=^01"));
    session.run_on();
    const auto changed = find_field(session.run().events(), session.position(), "ClientHello.random");
    EXPECT_EQ(changed->bytes[0], original->bytes[0] ^ 1);
    EXPECT_EQ(changed->bytes[1], original->bytes[1] ^ 1);
}

// Whatever field of a handshake is changed on its way: the handshake does not come about.
class EveryField : public testing::TestWithParam<ClientCertificate> {};

TEST_P(EveryField, of_a_handshake_message_is_refused_when_it_is_changed) {
    Session session = pair_session(GetParam());
    session.run_on();
    const std::size_t end = session.position();
    std::size_t tried = 0;
    for (const std::string& name : field_names(session.run().events())) {
        if (name.starts_with("Record.") || name.starts_with("Alert") || name.starts_with("application")) continue;
        for (const std::size_t position : {std::size_t{0}, end}) { // the first of a name, and the last
            session.go_to(position);
            session.set(parse_change(name + "[0]=^01"));
            ++tried;
            EXPECT_FALSE(came_about(session.run().events())) << name;
            session.leave_copy();
        }
    }
    EXPECT_GT(tried, 100U);
}
INSTANTIATE_TEST_SUITE_P(Pairs, EveryField, testing::Values(ClientCertificate::none, ClientCertificate::shown),
                         [](const auto& pair) {
                             return pair.param == ClientCertificate::none ? "without_client_certificate"
                                                                          : "with_client_certificate";
                         });

// Nobody vouches for one thing: any 3.x will do in a record until the ServerHello has been read (RFC 5246 §E.1).
TEST(EveryRecord, is_refused_when_header_nonce_or_tag_is_changed_but_for_the_version_around_the_hellos) {
    Session session = pair_session();
    session.breakpoints.emplace_back("established");
    session.run_on();
    session.run_on(); // the other end, too
    std::vector<std::string> unnoticed;
    for (const std::size_t stop : stops_in(session.run().events(), Unit::message)) {
        for (const std::string change :
             {"type[0]=^02", "version[1]=^02", "length[1]=^02", "explicit_nonce[1]=^02", "tag[1]=^02"}) {
            session.go_to(stop);
            const std::string title = title_of(session.scene());
            try {
                session.set(parse_change("Record." + change));
            } catch (const StepError&) {
                continue; // nothing was encrypted so far
            }
            if (came_about(session.run().events()))
                unnoticed.push_back(change + ": " + title.substr(0, title.find("  ")));
            session.leave_copy();
        }
    }
    EXPECT_THAT(unnoticed, testing::ElementsAre("version[1]=^02: the client writes ClientHello",
                                                "version[1]=^02: the server reads ClientHello",
                                                "version[1]=^02: the server writes ServerHello",
                                                "version[1]=^02: the client reads ServerHello"));
}

TEST(Rerun, of_a_recorded_end_without_a_change_tells_the_same) {
    const auto run = pair_run(ClientCertificate::shown);
    run_to_its_end(*run);
    for (const tls::Recording& recording : run->recordings()) {
        Rerun rerun{recording, {}};
        run_to_its_end(rerun);
        std::vector<tls::Event> original;
        for (const tls::Event& event : run->events())
            if (event.us == recording.us) original.push_back(event);
        EXPECT_EQ(common_start(original, rerun.events()), rerun.events().size());
        EXPECT_EQ(failure_in(rerun.events()), nullptr);
        EXPECT_EQ(state_of(rerun.events(), recording.us), tls::State::established);
    }
}

TEST(Rerun, with_a_change_of_the_peers_bytes_refuses_them) {
    const auto run = pair_run();
    run_to_its_end(*run);
    const std::vector<tls::Recording> recordings = run->recordings();
    Session client{std::make_unique<Rerun>(recordings[0], std::vector<Patch>{}), tls::Secrets::hidden};
    client.run_on();
    client.set(parse_change("ServerHello.cipher_suite=1301"));
    ASSERT_NE(failure_in(client.run().events()), nullptr);
    EXPECT_EQ(failure_in(client.run().events())->alert, tls::AlertDescription::illegal_parameter);
    Session server{std::make_unique<Rerun>(recordings[1], std::vector<Patch>{}), tls::Secrets::hidden};
    server.run_on();
    server.set(parse_change("ClientHello.random[0]=^01"));
    ASSERT_NE(failure_in(server.run().events()), nullptr);
    EXPECT_EQ(failure_in(server.run().events())->alert, tls::AlertDescription::bad_record_mac);
}

TEST(Rerun, changes_nothing_that_our_own_end_sent) {
    const auto run = pair_run();
    run_to_its_end(*run);
    Session client{std::make_unique<Rerun>(run->recordings()[0], std::vector<Patch>{}), tls::Secrets::hidden};
    client.run_on();
    EXPECT_THROW(client.set(parse_change("ClientHello.random[0]=^01")), StepError);
    EXPECT_FALSE(client.on_copy());
}

} // namespace
} // namespace vitrine::apps
