// The key log in a pcapng: found in every section and byte order; crooked blocks end the search and nothing else.
#include "apps/capture.h"
#include "apps/pcapng_secrets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::apps {

namespace {

using testing::HasSubstr;

enum class Order : std::uint8_t { little, big };

void put32(Bytes& to, std::uint32_t value, Order order) {
    for (unsigned i = 0; i < 4; ++i)
        to.push_back(static_cast<std::uint8_t>(value >> 8 * (order == Order::big ? 3 - i : i)));
}

Bytes block(std::uint32_t type, Bytes body, Order order = Order::little) {
    body.resize((body.size() + 3) / 4 * 4);
    const auto size = static_cast<std::uint32_t>(body.size() + 12);
    Bytes out;
    put32(out, type, order);
    put32(out, size, order);
    append(out, body);
    put32(out, size, order);
    return out;
}

Bytes section(Order order = Order::little) {
    Bytes body;
    put32(body, 0x1a2b3c4d, order);
    put32(body, order == Order::little ? 1 : 0x00010000, order); // version 1.0
    put32(body, 0xffffffff, order);                              // of unknown length
    put32(body, 0xffffffff, order);
    return block(0x0a0d0d0a, body, order);
}

Bytes secrets(std::string_view text, Order order = Order::little, std::uint32_t type = 0x544c534b) {
    Bytes body;
    put32(body, type, order);
    put32(body, static_cast<std::uint32_t>(text.size()), order);
    append(body, as_bytes(text));
    return block(10, body, order);
}

Bytes file(std::initializer_list<Bytes> blocks) {
    Bytes all;
    for (const Bytes& one : blocks) append(all, one);
    return all;
}

} // namespace

TEST(PcapngSecrets, the_text_of_every_block_is_found_in_both_byte_orders) {
    const Bytes pcapng = file({section(), secrets("CLIENT_RANDOM 01 02\n"), block(5, {1, 2, 3, 4}), section(Order::big),
                               secrets("# big", Order::big)});
    const PcapngSecrets found = secrets_in_pcapng(pcapng);
    EXPECT_EQ(found.key_log, "CLIENT_RANDOM 01 02\n\n# big\n");
    EXPECT_EQ(found.trouble, "");
    EXPECT_TRUE(is_pcapng(pcapng));
    EXPECT_TRUE(is_capture(pcapng));
}

TEST(PcapngSecrets, secrets_of_other_protocols_are_passed_over) {
    EXPECT_EQ(secrets_in_pcapng(file({section(), secrets("wg", Order::little, 0x57474b4c)})).key_log, "");
}

TEST(PcapngSecrets, a_text_longer_than_its_block_is_not_read) {
    Bytes crooked = secrets("abc");
    crooked[12] = 200;
    EXPECT_EQ(secrets_in_pcapng(file({section(), crooked})).key_log, "");
    EXPECT_EQ(secrets_in_pcapng(file({section(), block(10, {})})).key_log, "");
}

TEST(PcapngSecrets, a_block_whose_length_is_wrong_ends_the_search_with_its_place) {
    for (const std::size_t at : {std::size_t{4}, secrets("abc").size() - 4}) // its first and its second length
        for (const int length : {0, 8, 13, 255}) {
            Bytes crooked = secrets("abc");
            crooked[at] = static_cast<std::uint8_t>(length);
            const PcapngSecrets found = secrets_in_pcapng(file({section(), crooked}));
            EXPECT_EQ(found.key_log, "");
            EXPECT_THAT(found.trouble, HasSubstr("at byte 28"));
        }
}

TEST(PcapngSecrets, a_file_cut_anywhere_gives_what_was_whole) {
    const Bytes whole = file({section(), secrets("abc"), secrets("def")});
    const std::size_t one = section().size() + secrets("abc").size();
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const Bytes cut = to_bytes(View{whole}.first(size));
        EXPECT_EQ(secrets_in_pcapng(cut).key_log, size < one ? "" : "abc\n") << size;
    }
}

TEST(PcapngSecrets, a_capture_without_secrets_has_an_empty_key_log) {
    const Bytes interface = block(1, {101, 0, 0, 0, 0, 0, 0, 0});
    const Capture capture = read_capture(file({section(), interface}));
    EXPECT_EQ(capture.key_log, "");
    EXPECT_THAT(capture.troubles, testing::IsEmpty());
}

TEST(PcapngSecrets, a_capture_hands_out_its_key_log) {
    const Bytes interface = block(1, {101, 0, 0, 0, 0, 0, 0, 0});
    EXPECT_EQ(read_capture(file({section(), interface, secrets("abc")})).key_log, "abc\n");
}

} // namespace vitrine::apps
