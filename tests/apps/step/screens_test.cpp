// The screen as text: the same place looks the same, however one came there.
#include "apps/step/panes.h"
#include "tests/apps/step/runs_for_tests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::apps {
namespace {

using testing::HasSubstr;

std::string screen_of(const Session& session, Size size, Pane focus = Pane::fields) {
    View view;
    view.focus = focus;
    return draw(session.scene(), view, size).text();
}

// All that there is to see at a place.
std::string all_of(const Session& session) {
    std::string all;
    for (const Size size : {Size{80, 24}, Size{120, 40}})
        for (std::size_t pane = 0; pane < pane_count; ++pane) all += screen_of(session, size, static_cast<Pane>(pane));
    return all;
}

TEST(Screens, are_the_same_forward_and_back_through_a_whole_handshake) {
    Session session = pair_session(ClientCertificate::shown);
    std::vector<std::string> forward{all_of(session)};
    while (session.forward(Unit::record) == Arrival::stop) forward.push_back(all_of(session));
    ASSERT_GT(forward.size(), 30U);
    for (auto screen = forward.rbegin() + 1; screen != forward.rend(); ++screen) {
        session.back(Unit::record);
        ASSERT_EQ(all_of(session), *screen);
    }
    for (auto screen = forward.begin() + 1; screen != forward.end(); ++screen) {
        session.forward(Unit::record);
        ASSERT_EQ(all_of(session), *screen);
    }
}

TEST(Screens, are_the_same_at_every_single_event) {
    Session session = pair_session();
    std::vector<std::string> forward;
    for (std::size_t event = 0; session.go_to(event) == Arrival::stop; ++event)
        forward.push_back(screen_of(session, {80, 24}));
    for (std::size_t event = forward.size(); event-- > 0;) {
        session.go_to(event);
        ASSERT_EQ(screen_of(session, {80, 24}), forward[event]);
    }
}

TEST(Screen, shows_where_we_are_the_fields_and_what_may_come) {
    Session session = pair_session();
    session.breakpoints.emplace_back("ServerKeyExchange");
    session.run_on();
    session.forward(Unit::message);
    const std::string screen = screen_of(session, {80, 24});
    EXPECT_THAT(screen, HasSubstr("the client reads ServerKeyExchange"));
    EXPECT_THAT(screen, HasSubstr(" 8 client ← ServerKeyExcha.."));
    EXPECT_THAT(screen, HasSubstr("0005  00 1d        named_curve  x25519"));
    EXPECT_THAT(screen, HasSubstr("ServerHelloDone if none asked for"));
}

TEST(Screen, has_no_line_that_is_wider_than_it_is) {
    Session session = pair_session();
    session.secrets = tls::Secrets::shown;
    while (session.forward(Unit::message) == Arrival::stop) {
        for (const Size size : {Size{80, 24}, Size{83, 25}, Size{200, 60}}) {
            std::string text = screen_of(session, size, Pane::computed);
            std::size_t lines = 0;
            for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n'), ++lines) {
                EXPECT_LE(columns_of(text.substr(0, end)), size.width);
                text.erase(0, end + 1);
            }
            EXPECT_EQ(lines, size.height);
        }
    }
}

TEST(Screen, that_is_too_small_says_so) {
    EXPECT_THAT(screen_of(pair_session(), {79, 24}), HasSubstr("80 columns and 24 lines are needed"));
    EXPECT_THAT(screen_of(pair_session(), {5, 2}), HasSubstr("80 .."));
}

TEST(Screen, shows_what_a_peer_sent_but_never_obeys_it) {
    Session session{std::make_unique<PairRun>(pair_setting(ClientCertificate::none, "\x1b]0;owned\x07.example")),
                    tls::Secrets::hidden};
    session.forward(Unit::message);
    const Scene scene = session.scene();
    const std::string all = title_of(scene) + text_of(fields_of(scene, 80, all_lines)) +
                            text_of(transcript_of(scene, 80)) + screen_of(session, {200, 60});
    EXPECT_EQ(all.find('\x1b'), std::string::npos);
    EXPECT_EQ(all.find('\x07'), std::string::npos);
    EXPECT_THAT(all, HasSubstr("\\x1b]0;owned\\x07.example"));
}

TEST(MaskedSecrets, are_shown_only_when_they_are_asked_for) {
    Session session = pair_session();
    session.run_on();
    Bytes master;
    for (const tls::Event& event : session.run().events())
        if (const auto* secret = tls::as<tls::told::Secret>(event)) master = secret->secret;
    ASSERT_EQ(master.size(), 48U);
    const std::string hex = to_hex(master).substr(0, 40);
    EXPECT_EQ(text_of(keys_of(session.scene(), 200)).find(hex), std::string::npos);
    session.secrets = tls::Secrets::shown;
    EXPECT_THAT(text_of(keys_of(session.scene(), 200)), HasSubstr(hex));
}

TEST(MaskedSecrets, are_on_no_screen_of_a_whole_run) {
    Session session = pair_session();
    session.run_on();
    std::vector<std::string> secrets{to_hex(as_bytes("hello from the client"))};
    for (const tls::Event& event : session.run().events()) {
        if (const auto* derivation = tls::as<tls::told::Derivation>(event))
            for (const auto& part : derivation->parts) secrets.push_back(to_hex(part.bytes));
        if (const auto* agreement = tls::as<tls::told::Agreement>(event))
            secrets.push_back(to_hex(agreement->premaster));
    }
    session.go_to(0);
    while (session.forward(Unit::message) == Arrival::stop) {
        std::string all = text_of(bytes_of(session.scene(), 200, all_lines)) +
                          text_of(fields_of(session.scene(), 200, all_lines)) +
                          text_of(computed_in(session.scene(), 2000));
        std::erase(all, ' ');
        for (const std::string& secret : secrets) ASSERT_EQ(all.find(secret), std::string::npos) << all;
    }
}

} // namespace
} // namespace vitrine::apps
