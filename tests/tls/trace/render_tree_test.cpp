// The tree: records, fields, and what happened between them in its place; 80 columns; nothing that commands a terminal.
#include "tests/tls/trace/stories.h"
#include "tls/trace/render_tree.h"
#include "tls/trace/text_layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace vitrine::tls {

namespace {

using testing::HasSubstr;
using testing::Not;

void expect_no_line_longer_than(std::size_t columns, const std::string& text) {
    std::istringstream lines{text};
    for (std::string line; std::getline(lines, line);) EXPECT_LE(width_of(line), columns) << line;
}

// The texts occur in this order.
void expect_in_order(const std::string& text, const std::vector<std::string>& parts) {
    std::size_t at = 0;
    for (const std::string& part : parts) {
        const std::size_t found = text.find(part, at);
        ASSERT_NE(found, std::string::npos) << part;
        at = found + part.size();
    }
}

} // namespace

TEST(RenderTree, what_was_derived_and_checked_stands_between_the_records_where_it_happened) {
    const Story story = whole_story();
    const std::string tree = render_tree(story.events(), Role::client, Certificates::closed, {});
    expect_in_order(tree, {"client -> server  handshake: ClientHello\n",
                           "0000  16                 type handshake\n",
                           "                         ClientHello\n",
                           "0005  01                   msg_type client_hello\n",
                           "server -> client  handshake: ServerHello\n",
                           "  check ok   cipher_suite: TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256\n",
                           "  move       server_hello --ServerHello--> server_certificate (full handshake)\n",
                           "server -> client  handshake: ServerKeyExchange\n",
                           "  signature  of ServerKeyExchange by the server: rsa_pss_rsae_sha256 over 100\n",
                           "  agreed     premaster secret = ECDH on x25519",
                           "  derived    master_secret = PRF(premaster_secret, \"extended master secret\",\n",
                           "             A(2)               32 bytes, SHA-256 ",
                           "  derived    key_block = PRF(master_secret",
                           "               client_write_key 16 bytes, SHA-256 ",
                           "client -> server  handshake: ClientKeyExchange\n",
                           "  protected  handshake of client, sequence number 0\n",
                           "nonce              client_write_IV + 00 00 00 00 00 00 00 00\n",
                           "client -> server  handshake: Finished  (encrypted, record 0)\n",
                           "explicit_nonce the sequence number, 0\n",
                           "content 18 bytes: GET / HTTP/1.1\\x0d\\x0a\\x0d\\x0a\n",
                           "description close_notify\n"});
}

TEST(RenderTree, a_refusal_shows_what_was_found_and_the_alert) {
    const Story story = refused_story();
    const std::string tree = render_tree(story.events(), Role::client, Certificates::closed, {});
    expect_in_order(tree, {"  check FAIL host name of certificate 0  (RFC 9525 §6.3)\n",
                           "             found              the certificate is not for example.org;",
                           "  FAILED     the certificate is not for example.org;",
                           "answered by the fatal alert bad_certificate  (RFC 9525 §6.3)\n",
                           "client -> server  alert\n", "description bad_certificate\n"});
}

TEST(RenderTree, no_line_is_longer_than_the_columns_it_is_given) {
    const Story whole = whole_story();
    const Story hostile = hostile_story(std::string(250, 'n'));
    for (const std::size_t columns : {80U, 100U, 133U})
        for (const Secrets secrets : {Secrets::hidden, Secrets::shown}) {
            const TreeStyle style{Colour::none, Notes::shown, secrets, columns};
            expect_no_line_longer_than(columns, render_tree(whole.events(), Role::client, Certificates::opened, style));
            expect_no_line_longer_than(columns,
                                       render_tree(hostile.events(), Role::server, Certificates::opened, style));
        }
}

TEST(RenderTree, keys_are_shown_only_if_they_are_asked_for) {
    const Story story = whole_story();
    const std::string hidden = render_tree(story.events(), Role::client, Certificates::closed, {});
    const std::string shown =
        render_tree(story.events(), Role::client, Certificates::closed, {.secrets = Secrets::shown});
    int secrets = 0;
    for (const Event& event : story.events()) {
        const auto* made = as<told::Derivation>(event);
        if (made == nullptr || event.us != Role::client) continue;
        std::vector<Bytes> parts{made->secret.bytes};
        for (const told::Named& part : made->parts) parts.push_back(part.bytes);
        for (const Bytes& part : parts) {
            const std::string begin = spaced_hex(View{part}.first(std::min<std::size_t>(part.size(), 16)));
            EXPECT_THAT(hidden, Not(HasSubstr(begin))) << made->became;
            EXPECT_THAT(shown, HasSubstr(begin)) << made->became;
            ++secrets;
        }
    }
    EXPECT_GE(secrets, 8);
}

TEST(RenderTree, a_peer_cannot_command_the_terminal) {
    const Story story = hostile_story("\x1b]0;owned\x07\xe2\x80\xae\nevil");
    for (const Colour colour : {Colour::none, Colour::ansi}) {
        const std::string tree = render_tree(story.events(), Role::server, Certificates::closed, {.colour = colour});
        EXPECT_THAT(tree, Not(HasSubstr("\x1b]")));
        EXPECT_THAT(tree, Not(HasSubstr("\x07")));
        EXPECT_THAT(tree, Not(HasSubstr("\xe2\x80\xae")));
        EXPECT_THAT(tree, Not(HasSubstr("\nevil")));
        EXPECT_THAT(tree, HasSubstr("\\x1b]0;owned\\x07"));
    }
}

TEST(RenderTree, without_colour_there_is_no_escape_sequence) {
    const Story story = whole_story();
    EXPECT_THAT(render_tree(story.events(), Role::client, Certificates::opened, {.notes = Notes::shown}),
                Not(HasSubstr("\x1b")));
    EXPECT_THAT(render_tree(story.events(), Role::client, Certificates::opened, {.colour = Colour::ansi}),
                HasSubstr("\x1b[1m"));
}

TEST(RenderTree, each_note_is_said_once_and_under_its_field) {
    const Story story = whole_story();
    const std::string tree = render_tree(story.events(), Role::client, Certificates::closed, {.notes = Notes::shown});
    expect_in_order(tree, {"ClientHello\n", "random as gmt_unix_time", "| 32 bytes, new in each handshake.",
                           "RFC 5246 §7.4.1.2\n"});
    const std::size_t first = tree.find("| What the record carries");
    ASSERT_NE(first, std::string::npos);
    EXPECT_EQ(tree.find("| What the record carries", first + 1), std::string::npos);
}

TEST(RenderTree, a_field_in_two_records_says_so_in_both) {
    std::vector<Event> events;
    const Bytes hello = to_bytes(as<told::Wire>(hostile_story("localhost").events().at(0))->bytes);
    const View message = View{hello}.subspan(5);
    for (const View part : {message.first(20), message.subspan(20)}) {
        Bytes record{22, 3, 3, 0, static_cast<std::uint8_t>(part.size())};
        append(record, part);
        events.push_back({Role::client, told::Wire{Role::client, record}});
    }
    const std::string tree = render_tree(events, Role::client, Certificates::closed, {});
    expect_in_order(tree, {"handshake: ClientHello\n", "random (goes on)", "client -> server  handshake\n",
                           "ClientHello\n", "random (continued)", "HostName localhost\n"});
}

TEST(RenderTree, an_opened_certificate_is_in_the_tree) {
    const Story story = whole_story();
    EXPECT_THAT(render_tree(story.events(), Role::client, Certificates::opened, {}), HasSubstr("dNSName localhost\n"));
    EXPECT_THAT(render_tree(story.events(), Role::client, Certificates::closed, {}), Not(HasSubstr("dNSName")));
}

} // namespace vitrine::tls
