// Pass phrases from the places that openssl's -passin names.
#include "apps/pass_phrase.h"

#include "apps/command_line.h"
#include "net/files/identity_file.h"
#include "tests/apps/files_for_tests.h"
#include "tests/support/files.h"

#include <cstdlib>
#include <gmock/gmock.h>

namespace vitrine::apps {
namespace {

using testing::HasSubstr;

std::string phrase(const std::string& source) {
    return std::string{as_text(pass_phrase_from(source, "key.pem")().view())};
}

std::string complaint(const std::string& source) {
    try {
        phrase(source);
        return {};
    } catch (const UsageError& error) {
        return error.what();
    }
}

TEST(PassPhrase, stands_where_its_source_says) {
    const TemporaryFile file{"first line\r\nsecond line\n"};
    ASSERT_EQ(::setenv("VITRINE_TEST_PHRASE", "of the environment", 1), 0); // NOLINT(concurrency-mt-unsafe)
    EXPECT_EQ(phrase("pass:a:b "), "a:b ");
    EXPECT_EQ(phrase("pass:"), "");
    EXPECT_EQ(phrase("env:VITRINE_TEST_PHRASE"), "of the environment");
    EXPECT_EQ(phrase("file:" + file.path()), "first line");
}

TEST(PassPhrase, of_an_open_file_the_first_line_is_taken_and_the_rest_is_left) {
    std::array<int, 2> pipe{};
    ASSERT_EQ(::pipe(pipe.data()), 0);
    const std::string_view text = "secret\nGET /";
    ASSERT_EQ(::write(pipe[1], text.data(), text.size()), static_cast<ssize_t>(text.size()));
    EXPECT_EQ(phrase("fd:" + std::to_string(pipe[0])), "secret");
    std::string rest(16, '\0');
    rest.resize(static_cast<std::size_t>(::read(pipe[0], rest.data(), rest.size())));
    EXPECT_EQ(rest, "GET /");
    ::close(pipe[0]);
    ::close(pipe[1]);
}

TEST(PassPhrase, what_cannot_be_read_is_refused_by_name) {
    const TemporaryFile empty{""}, long_line{std::string(2000, 'x')};
    EXPECT_EQ(complaint("env:VITRINE_NO_SUCH"), "-pass env:VITRINE_NO_SUCH: there is no such variable");
    EXPECT_EQ(complaint("file:/nowhere"), "-pass file:/nowhere: No such file or directory");
    EXPECT_THAT(complaint("file:" + empty.path()), HasSubstr("there is no line to read"));
    EXPECT_EQ(complaint("file:" + long_line.path()), "a pass phrase has at most 1024 bytes");
    EXPECT_THAT(complaint("fd:x"), HasSubstr("no number"));
    EXPECT_THAT(complaint("fd:-1"), HasSubstr("no number"));
}

TEST(PassPhrase, a_phrase_given_without_its_source_is_not_repeated_in_the_error) {
    for (const char* source : {"secret", "Pass:secret", "pass", "env"}) {
        const std::string error = complaint(source);
        EXPECT_THAT(error, HasSubstr("none of pass:TEXT"));
        EXPECT_EQ(error.find("secret"), std::string::npos);
    }
}

TEST(PassPhrase, opens_the_key_of_an_identity) {
    const std::string data = std::string{VITRINE_TEST_DATA} + "/tls/x509/data/";
    const std::string certificate = data + "ec_leaf.pem", key = data + "encrypted/default.key";
    EXPECT_EQ(net::load_identity(certificate, key, "", pass_phrase_from("pass:secret", key)).chain().size(), 1U);
    try {
        net::load_identity(certificate, key, "", pass_phrase_from("pass:wrong", key));
        FAIL();
    } catch (const net::FileError& error) {
        EXPECT_EQ(error.what(), key + ": the pass phrase does not open the private key: it is a wrong one, or the file "
                                      "is damaged");
    }
}

} // namespace
} // namespace vitrine::apps
