// The trust store, and the anchors of the system in it.
#include "tls/x509/path/trust_store.h"

#include "tests/support/processor_time.h"
#include "tests/tls/x509/fixtures.h"

#include "tls/x509/asn1/pem.h"

#include <fstream>
#include <gmock/gmock.h>
#include <sstream>
#include <thread>

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

Bytes der_of(const std::string& name) { return to_bytes(fixtures::certificate(name).der()); }

TEST(TrustStore, an_anchor_is_parsed_when_a_path_needs_it_and_not_before) {
    TrustStore store;
    for (const char* name : {"root", "root2", "root_twin", "ec_root"}) EXPECT_TRUE(store.add_unparsed(der_of(name)));
    EXPECT_FALSE(store.add_unparsed(der_of("root")));
    EXPECT_FALSE(store.add(fixtures::certificate("root2")));
    EXPECT_EQ(store.size(), 4U);
    EXPECT_TRUE(store.contains(fixtures::certificate("ec_root")));
    EXPECT_EQ(store.parsed(), 0U);
    const TrustStore copy = store;
    EXPECT_TRUE(validate(fixtures::certificates({"leaf"}), copy, fixtures::question("example.com")).trusted);
    EXPECT_EQ(store.parsed(), 2U); // both of that name, and copies share them
}

TEST(TrustStore, what_has_a_subject_and_is_no_certificate_leads_nowhere) {
    Bytes broken = der_of("root");
    broken[broken.size() - 260] ^= 0xffU; // in the signature's header
    TrustStore store;
    ASSERT_TRUE(store.add_unparsed(broken));
    EXPECT_EQ(store.with_subject(fixtures::certificate("root").subject()).size(), 0U);
    std::vector<std::string> faults;
    EXPECT_EQ(store.anchors(&faults).size(), 0U);
    EXPECT_THAT(faults, testing::ElementsAre(testing::HasSubstr("Certificate")));
    EXPECT_THROW(store.add_unparsed(as_bytes("0")), ParseError);
}

TEST(TrustStore, threads_that_need_the_same_anchor_find_the_same) {
    TrustStore store;
    store.add_unparsed(der_of("root"));
    const Name subject = fixtures::certificate("root").subject();
    std::vector<const Certificate*> found(4);
    std::vector<std::thread> threads;
    for (auto& one : found) threads.emplace_back([&] { one = store.with_subject(subject).at(0); });
    for (std::thread& thread : threads) thread.join();
    EXPECT_THAT(found, testing::Each(found[0]));
}

TEST(TrustStore, all_anchors_of_another_store_are_taken_over) {
    TrustStore store = fixtures::trust({"root"});
    store.add_all(fixtures::trust({"root", "root2"}));
    EXPECT_EQ(store.size(), 2U);
}

// Debian's bundle; empty where there is none.
std::string system_bundle() {
    std::ifstream file{"/etc/ssl/certs/ca-certificates.crt"};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

TEST(TrustStore, every_anchor_of_the_system_is_read_strictly) {
    const std::string bundle = system_bundle();
    if (bundle.empty()) GTEST_SKIP() << "no system bundle";
    TrustStore store;
    EXPECT_NO_THROW(store.add_pem(bundle));
    EXPECT_GT(store.size(), 50U);
    for (const Certificate& anchor : store.anchors())
        EXPECT_TRUE(anchor.public_key()) << anchor.subject().text() << ": " << anchor.public_key_name();
}

TEST(TrustStore, all_anchors_of_the_system_are_loaded_within_50_ms_even_if_each_is_parsed) {
    const std::string bundle = system_bundle();
    if (bundle.empty()) GTEST_SKIP() << "no system bundle";
    const auto least = tests::least_processor_time([&] {
        TrustStore store;
        store.add_pem(bundle);
        EXPECT_EQ(store.anchors().size(), store.size());
    });
    EXPECT_TRUE(!tests::time_limits_hold || least < std::chrono::milliseconds{50});
}

} // namespace
} // namespace vitrine::x509
