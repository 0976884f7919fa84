// Trusted certificates from files and folders: one that cannot be read is passed over, and said.
#include "net/files/system_trust.h"

#include "tests/apps/files_for_tests.h"

#include <gmock/gmock.h>

namespace vitrine::net {
namespace {

using namespace apps; // the files

constexpr std::string_view no_certificate = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n";

TEST(TrustFile, one_certificate_that_cannot_be_read_does_not_spoil_the_others) {
    const TemporaryFile file{std::string{no_certificate} + std::string{localhost_certificate}};
    const TrustSource trust = load_trust_file(file.path());
    EXPECT_EQ(trust.store.size(), 1U);
    ASSERT_EQ(trust.skipped.size(), 1U);
    EXPECT_THAT(trust.skipped.front(), testing::HasSubstr(file.path() + " line 1"));
}

TEST(TrustFile, a_file_in_which_nothing_can_be_read_is_refused) {
    const TemporaryFile broken{no_certificate}, empty{""}, key{localhost_key};
    for (const std::string& path : {broken.path(), empty.path(), key.path()})
        EXPECT_THROW(load_trust_file(path), FileError) << path;
}

// How long it takes is a benchmark: trust_bench. Here the reason is held why it is short.
TEST(SystemTrust, of_a_bundle_nothing_is_parsed_before_it_is_needed) {
    const TrustSource trust = load_system_trust();
    EXPECT_EQ(trust.store.parsed(), 0U);
    EXPECT_EQ(trust.store.size(), load_system_trust(Parsing::now).store.size());
}

TEST(TrustDirectory, a_folder_that_is_not_there_is_refused) {
    EXPECT_THROW(load_trust_directory("/nowhere"), FileError);
}

} // namespace
} // namespace vitrine::net
