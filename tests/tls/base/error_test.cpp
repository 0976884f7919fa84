// The one door for a peer's faults.
#include "tls/base/error.h"

#include <gtest/gtest.h>

namespace vitrine::tls {

TEST(Refuse, throws_a_failure_with_alert_sentence_and_rule) {
    try {
        refuse(AlertDescription::illegal_parameter, "the server chose a suite that was not offered",
               "RFC 5246 §7.4.1.3");
        FAIL() << "refuse() came back";
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.alert, AlertDescription::illegal_parameter);
        EXPECT_EQ(failure.sentence, "the server chose a suite that was not offered");
        EXPECT_EQ(failure.rfc, "RFC 5246 §7.4.1.3");
        EXPECT_EQ(failure.what(), failure.sentence);
    }
}

TEST(Require, lets_pass_what_holds_and_refuses_what_does_not) {
    EXPECT_NO_THROW(require(true, AlertDescription::decode_error, "", ""));
    EXPECT_THROW(require(false, AlertDescription::decode_error, "", ""), Failure);
}

} // namespace vitrine::tls
