// The trust store, and the anchors of the system in it.
#include "tls/x509/path/trust_store.h"

#include "tests/tls/x509/fixtures.h"

#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace vitrine::x509 {
namespace {

TEST(TrustStore, an_anchor_that_is_there_already_is_passed_over) {
    TrustStore store;
    EXPECT_EQ(store.add_pem(fixtures::text("root.pem") + fixtures::text("root2.pem") + fixtures::text("root.pem")), 2U);
    EXPECT_EQ(store.add_pem(fixtures::text("root2.pem")), 0U);
    EXPECT_EQ(store.size(), 2U);
}

TEST(TrustStore, anchors_of_one_name_and_different_keys_are_all_found) {
    const TrustStore store = fixtures::trust({"root", "root_twin", "root2"});
    EXPECT_EQ(store.with_subject(fixtures::certificate("root").subject()).size(), 2U);
    EXPECT_EQ(store.with_subject(fixtures::certificate("leaf").subject()).size(), 0U);
    EXPECT_FALSE(store.contains(fixtures::certificate("leaf")));
}

TEST(TrustStore, text_without_a_certificate_is_refused) {
    TrustStore store;
    EXPECT_THROW(store.add_pem(""), ParseError);
}

TEST(TrustStore, every_anchor_of_the_system_is_read_strictly) {
    const char* path = "/etc/ssl/certs/ca-certificates.crt";
    std::ifstream file{path};
    if (!file) GTEST_SKIP() << "no system bundle at " << path;
    std::ostringstream text;
    text << file.rdbuf();
    TrustStore store;
    EXPECT_NO_THROW(store.add_pem(text.str()));
    EXPECT_GT(store.size(), 50U);
    for (const Certificate& anchor : store.anchors())
        EXPECT_TRUE(anchor.public_key()) << anchor.subject().text() << ": " << anchor.public_key_name();
}

} // namespace
} // namespace vitrine::x509
