// Certificates and keys from files: what is wrong is said at once, with the file's name.
#include "net/files/identity_file.h"

#include "tests/apps/files_for_tests.h"

#include <gmock/gmock.h>

namespace vitrine::net {
namespace {

using namespace apps; // the files

using testing::HasSubstr;

std::string error_of(const std::string& certificate, const std::string& key, const std::string& chain = "") {
    try {
        load_identity(certificate, key, chain);
    } catch (const FileError& error) {
        return error.what();
    }
    return "";
}

TEST(LoadIdentity, takes_a_certificate_and_its_key) {
    const TemporaryFile certificate{localhost_certificate}, key{localhost_key};
    const tls::Identity identity = load_identity(certificate.path(), key.path(), "");
    EXPECT_EQ(identity.certificate().subject().text(), "CN=localhost");
    EXPECT_EQ(identity.chain().size(), 1U);
}

TEST(LoadIdentity, finds_the_key_beside_the_certificate_if_no_other_file_is_named) {
    const TemporaryFile both{std::string{localhost_certificate} + std::string{localhost_key}};
    EXPECT_EQ(load_identity(both.path(), "", "").chain().size(), 1U);
}

TEST(LoadIdentity, a_missing_file_is_named_with_the_reason) {
    const TemporaryFile key{localhost_key};
    EXPECT_EQ(error_of("/nowhere/cert.pem", key.path()), "cannot read /nowhere/cert.pem: No such file or directory");
}

TEST(LoadIdentity, a_folder_is_no_file) { EXPECT_THAT(error_of("/", "/"), HasSubstr("cannot read /")); }

TEST(LoadIdentity, a_file_without_a_key_is_named) {
    const TemporaryFile certificate{localhost_certificate};
    EXPECT_THAT(error_of(certificate.path(), certificate.path()), HasSubstr(certificate.path() + ": "));
}

TEST(LoadIdentity, a_certificate_without_a_key_beside_it_asks_for_the_flag_that_names_one) {
    const TemporaryFile certificate{localhost_certificate};
    EXPECT_THAT(error_of(certificate.path(), ""), HasSubstr("if the key lies in another file: -key FILE"));
    EXPECT_THAT(error_of(certificate.path(), certificate.path()), testing::Not(HasSubstr("-key FILE")));
}

TEST(LoadIdentity, a_key_of_another_certificate_is_refused) {
    const TemporaryFile certificate{localhost_certificate}, key{other_key};
    const std::string error = error_of(certificate.path(), key.path());
    EXPECT_THAT(error, HasSubstr(certificate.path()));
    EXPECT_THAT(error, HasSubstr(key.path()));
}

} // namespace
} // namespace vitrine::net
