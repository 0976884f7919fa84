// A failure says where, what, why and what to do next.
#include "apps/failure_text.h"

#include <gmock/gmock.h>
#include <sstream>

namespace vitrine::apps {
namespace {

using testing::HasSubstr;
using testing::Not;

tls::FailureReport report(bool sent_by_peer) {
    return {tls::Role::client,
            sent_by_peer,
            {tls::AlertDescription::decrypt_error, "the signature does not verify", "RFC 5246 §7.4.3"},
            tls::State::server_key_exchange,
            "ServerKeyExchange",
            4};
}

TEST(FailureText, our_alert_is_told_with_state_check_finding_and_rule) {
    EXPECT_EQ(failure_text("vitrine", report(false), nullptr),
              "vitrine: handshake failed in state server_key_exchange (client, record 4, ServerKeyExchange)\n"
              "  check    ServerKeyExchange                    RFC 5246 §7.4.3\n"
              "  found    the signature does not verify\n"
              "  sent     alert fatal decrypt_error(51)\n");
}

TEST(FailureText, what_we_refused_can_be_helped_from_our_side_if_it_can) {
    tls::FailureReport stranger = report(false);
    stranger.failure.alert = tls::AlertDescription::unknown_ca;
    EXPECT_THAT(failure_text("vitrine", stranger, nullptr), HasSubstr("unknown_ca(48)\n  try      if you do trust"));
    EXPECT_THAT(failure_text("vitrine", report(false), nullptr), Not(HasSubstr("  try  ")));
}

TEST(FailureText, a_failed_check_gives_its_name_and_its_finding) {
    const FailedCheck check{"signature of ServerKeyExchange", "rsa_pss_rsae_sha256 over 69 bytes", "RFC 5246 §7.4.3"};
    const std::string text = failure_text("vitrine", report(false), &check);
    EXPECT_THAT(text, HasSubstr("check    signature of ServerKeyExchange"));
    EXPECT_THAT(text, HasSubstr("rsa_pss_rsae_sha256 over 69 bytes"));
}

TEST(FailureText, the_peer_s_alert_is_told_as_received_with_what_it_means) {
    const std::string text = failure_text("vitrine", report(true), nullptr);
    EXPECT_THAT(text, HasSubstr("received alert fatal decrypt_error(51) from the server\n"));
    EXPECT_THAT(text, HasSubstr("  means    "));
    EXPECT_THAT(text, Not(HasSubstr("sent  ")));
}

TEST(FailureText, no_line_of_what_can_be_done_is_wider_than_80_columns) {
    for (const tls::AlertDescription alert : {tls::AlertDescription::handshake_failure,
                                              tls::AlertDescription::unknown_ca, tls::AlertDescription::bad_record_mac})
        for (const bool sent_by_peer : {true, false}) {
            tls::FailureReport told = report(sent_by_peer);
            told.failure.alert = alert;
            std::string text = failure_text("vitrine", told, nullptr);
            std::istringstream lines{text.substr(text.find('\n') + 1)};
            for (std::string one; std::getline(lines, one);) EXPECT_LE(one.size(), 80U) << one;
        }
}

TEST(FailureText, after_the_handshake_it_is_the_connection_that_failed) {
    tls::FailureReport late = report(false);
    late.state = tls::State::established;
    EXPECT_THAT(failure_text("vitrine", late, nullptr), HasSubstr("vitrine: connection failed in state established"));
}

TEST(FailureText, what_the_peer_put_into_a_sentence_is_escaped) {
    tls::FailureReport hostile = report(false);
    hostile.failure.sentence = "the name is \x1b[2J";
    const std::string text = failure_text("vitrine", hostile, nullptr);
    EXPECT_THAT(text, HasSubstr("\\x1b[2J"));
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
}

TEST(Advice, is_there_for_the_alerts_that_need_one) {
    for (const tls::AlertDescription alert :
         {tls::AlertDescription::handshake_failure, tls::AlertDescription::protocol_version,
          tls::AlertDescription::unknown_ca, tls::AlertDescription::no_application_protocol})
        EXPECT_FALSE(advice_for(alert).empty());
    EXPECT_TRUE(advice_for(tls::AlertDescription::close_notify).empty());
}

} // namespace
} // namespace vitrine::apps
