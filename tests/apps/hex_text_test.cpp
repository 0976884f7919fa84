// Hexadecimal as people write it, and records cut out of it.
#include "apps/command_line.h"
#include "apps/hex_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::apps {

namespace {

using testing::ElementsAre;
using tls::Role;

std::string complaint(std::string_view text) {
    try {
        read_hex(text);
        return "";
    } catch (const UsageError& error) {
        return error.what();
    }
}

std::vector<Role> senders_in(std::string_view hex) {
    std::vector<Role> senders;
    for (const tls::Event& event : records_in(read_hex(hex)))
        senders.push_back(tls::as<tls::told::Wire>(event)->sender);
    return senders;
}

} // namespace

TEST(HexText, is_read_however_the_bytes_are_divided) {
    const Bytes expected{0x16, 0x03, 0x0a};
    for (const char* text : {"16030a", "16 03 0A", "16:03:0a", "0x16, 0x03, 0x0a", "16\n03\r\n0a\n", "1603 0a",
                             "# a comment: 99\n16 03 # 77\n0a", "0X16030a"}) {
        EXPECT_TRUE(looks_like_hex(text)) << text;
        EXPECT_EQ(read_hex(text), expected) << text;
    }
}

TEST(HexText, what_is_wrong_is_said_with_line_and_column) {
    EXPECT_EQ(complaint("16 03\n0g"), "line 2, column 2: this is no hexadecimal digit");
    EXPECT_EQ(complaint("16 0"), "line 1, column 4: a digit without its second half: a byte is two of them");
    EXPECT_EQ(complaint("16 0 30"), "line 1, column 4: a digit without its second half: a byte is two of them");
    EXPECT_EQ(complaint("16\x1b"), "line 1, column 3: this is no hexadecimal digit");
}

TEST(HexText, other_text_does_not_look_like_it) {
    EXPECT_FALSE(looks_like_hex(""));
    EXPECT_FALSE(looks_like_hex("# only a comment\n"));
    EXPECT_FALSE(looks_like_hex("{\"a\":1}"));
    EXPECT_FALSE(looks_like_hex("16 xx"));
}

TEST(HexText, records_are_cut_by_their_headers_and_none_of_their_bytes_is_lost) {
    for (std::size_t size = 0; size <= 14; ++size) {
        const Bytes bytes = read_hex("14 0303 0001 01  16 0303 0003 0e0000");
        Bytes joined;
        for (const tls::Event& event : records_in(View{bytes}.first(size)))
            append(joined, tls::as<tls::told::Wire>(event)->bytes);
        EXPECT_EQ(joined, to_bytes(View{bytes}.first(size)));
    }
}

TEST(HexText, who_sent_a_record_is_concluded_from_its_message) {
    const std::string hello = "1603030004 01000000 ";       // ClientHello
    const std::string answer = "1603030004 02000000 ";      // ServerHello
    const std::string certificate = "1603030004 0b000000 "; // either
    const std::string exchange = "1603030004 10000000 ";    // ClientKeyExchange
    const std::string change = "1403030001 01 ";            // ChangeCipherSpec
    const std::string finished = "1603030004 00000000 ";    // encrypted: its first byte says nothing
    const std::string ticket = "1603030004 04000000 ";      // NewSessionTicket
    EXPECT_THAT(senders_in(hello + answer + certificate + exchange + change + finished + change + finished),
                ElementsAre(Role::client, Role::server, Role::server, Role::client, Role::client, Role::client,
                            Role::server, Role::server));
    EXPECT_THAT(senders_in(exchange + change + finished + ticket + change + finished),
                ElementsAre(Role::client, Role::client, Role::client, Role::server, Role::server, Role::server));
    EXPECT_THAT(senders_in(answer + change + finished + change + finished), // a session resumed
                ElementsAre(Role::server, Role::server, Role::server, Role::client, Role::client));
}

} // namespace vitrine::apps
