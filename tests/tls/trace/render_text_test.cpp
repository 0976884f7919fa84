// The table for a terminal: it fits 80 columns, and nothing a peer sent can command the terminal.
#include "tests/tls/messages/captures.h"
#include "tls/trace/render_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace vitrine::tls {

namespace {

using testing::HasSubstr;
using testing::Not;

// A ClientHello whose only extension is a server_name with this text.
Bytes hello_for(std::string_view host) {
    const auto u16 = [](std::size_t value) {
        return to_hex(Bytes{static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)});
    };
    const std::string name = "00" + u16(host.size()) + to_hex(as_bytes(host));
    const std::string extension = "0000" + u16(name.size() / 2 + 2) + u16(name.size() / 2) + name;
    const std::string body = "0303" + std::string(64, '0') + "000002c02f0100" + u16(extension.size() / 2) + extension;
    return *from_hex("0100" + u16(body.size() / 2) + body);
}

} // namespace

TEST(RenderText, shows_offset_bytes_name_and_meaning) {
    const std::string text =
        render_text(annotate(ContentType::handshake, first_of("rsa_client_auth.txt", "ClientHello")), Colour::none);
    EXPECT_THAT(text, HasSubstr("0000  01                 msg_type client_hello\n"));
    EXPECT_THAT(text, HasSubstr("0004  03 03              client_version TLS 1.2\n"));
    EXPECT_THAT(text, HasSubstr("0006  63 c8 .. 32 bytes  random\n"));
    EXPECT_THAT(text, HasSubstr("0027  00 38              cipher_suites length 56\n"));
    EXPECT_THAT(text, HasSubstr("  [0] TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384\n"));
    EXPECT_THAT(text, HasSubstr("HostName localhost\n"));
}

TEST(RenderText, no_line_is_longer_than_80_columns) {
    std::vector<Captured> messages = captured_handshake_messages();
    messages.push_back({"client", "ClientHello", hello_for(std::string(255, 'a'))});
    for (const Captured& message : messages) {
        std::istringstream lines{render_text(annotate(ContentType::handshake, message.bytes), Colour::none)};
        for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
    }
}

TEST(RenderText, a_host_name_cannot_set_the_title_of_the_terminal) {
    const std::string text = render_text(annotate(ContentType::handshake, hello_for("\x1b]0;owned\x07")), Colour::none);
    EXPECT_THAT(text, HasSubstr("\\x1b]0;owned\\x07"));
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
}

TEST(RenderText, colour_comes_only_when_asked_for_and_changes_no_word) {
    const Annotation annotation = annotate(ContentType::alert, *from_hex("0228"));
    EXPECT_THAT(render_text(annotation, Colour::none), Not(HasSubstr("\x1b")));
    std::string coloured = render_text(annotation, Colour::ansi);
    EXPECT_THAT(coloured, HasSubstr("\x1b["));
    for (std::size_t at = 0; (at = coloured.find('\x1b')) != std::string::npos;)
        coloured.erase(at, coloured.find('m', at) - at + 1);
    EXPECT_EQ(coloured, render_text(annotation, Colour::none));
}

TEST(RenderText, a_fault_is_the_last_line) {
    const std::string text = render_text(annotate(ContentType::alert, *from_hex("02")), Colour::none);
    EXPECT_EQ(text, "0000  02                 level fatal\n"
                    "not understood: Alert.description at byte 1: message ends inside this field\n");
}

TEST(Escaped, leaves_printable_ascii_and_nothing_else) {
    EXPECT_EQ(escaped("www.example.org"), "www.example.org");
    EXPECT_EQ(escaped("a\nb\rc\td"), "a\\x0ab\\x0dc\\x09d");
    EXPECT_EQ(escaped("\x9b"
                      "2J"),
              "\\x9b2J"); // the one-byte form of ESC [
    EXPECT_EQ(escaped("\\x1b"), "\\x5cx1b");
    EXPECT_EQ(escaped(std::string_view{"\0", 1}), "\\x00");
    std::string all;
    for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
    const std::string safe = escaped(all);
    EXPECT_TRUE(std::ranges::all_of(safe, [](char c) { return c >= 0x20 && c < 0x7f; }));
}

} // namespace vitrine::tls
