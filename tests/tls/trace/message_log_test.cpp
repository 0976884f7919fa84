// What -msg and -state print.
#include "tests/tls/messages/captures.h"
#include "tls/handshake/flow.h"
#include "tls/trace/message_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::tls {

namespace {

using testing::ElementsAre;

struct Lines {
    std::vector<std::string> all;
    LineSink sink() {
        return [this](std::string_view line) { all.emplace_back(line); };
    }
};

} // namespace

TEST(MessageLog, says_who_sent_what_in_one_line) {
    Lines lines;
    MessageLog log{lines.sink(), Detail::summaries, Colour::none};
    const Bytes hello = first_of("rsa_client_auth.txt", "ClientHello");
    log.message(Role::client, {Role::client, ContentType::handshake, hello});
    log.message(Role::server, {Role::client, ContentType::handshake, hello});
    log.alert(Role::client, {Role::server, AlertLevel::fatal, AlertDescription::decode_error});
    EXPECT_THAT(lines.all, ElementsAre(">>> ClientHello  28 suites, 9 extensions, SNI localhost",
                                       "<<< ClientHello  28 suites, 9 extensions, SNI localhost",
                                       "<<< Alert  fatal decode_error"));
}

TEST(MessageLog, shows_the_fields_below_the_headline_in_the_same_entry) {
    Lines lines;
    MessageLog log{lines.sink(), Detail::fields, Colour::none};
    log.message(Role::server, {Role::server, ContentType::change_cipher_spec, Bytes{1}});
    EXPECT_THAT(lines.all, ElementsAre(">>> ChangeCipherSpec\n0000  01                 type 1"));
}

TEST(StateLog, prints_each_move_with_its_condition) {
    Lines lines;
    StateLog log{lines.sink()};
    for (const Edge& edge : edges().first(2)) log.moved(Role::client, edge);
    EXPECT_THAT(lines.all, ElementsAre("client  client_hello --ClientHello--> server_hello",
                                       "client  server_hello --ServerHello--> server_certificate (full handshake)"));
}

TEST(LinesTo, ends_each_line_in_the_stream) {
    std::FILE* const file = std::tmpfile();
    ASSERT_NE(file, nullptr);
    lines_to(file)("one");
    lines_to(file)("two {}");
    std::rewind(file);
    std::string text(32, '\0');
    text.resize(std::fread(text.data(), 1, text.size(), file));
    std::fclose(file);
    EXPECT_EQ(text, "one\ntwo {}\n");
}

} // namespace vitrine::tls
