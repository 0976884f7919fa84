// The table of the classroom: field, bytes, hex, meaning.
#include "tests/tls/trace/stories.h"
#include "tls/trace/render_table.h"
#include "tls/trace/text_layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace vitrine::tls {

namespace {

using testing::HasSubstr;
using testing::Not;

std::string table_of(const Story& story, Role us, const TableStyle& style) {
    return render_table(explain_records(story.events(), us, Certificates::opened), style);
}

} // namespace

TEST(RenderTable, has_a_row_for_each_field_with_its_bytes_hex_and_meaning) {
    const std::string table = table_of(whole_story(), Role::client, {});
    EXPECT_THAT(table, HasSubstr("client -> server: handshake ClientHello, "));
    EXPECT_THAT(table, HasSubstr("field                          bytes  hex                meaning\n"));
    EXPECT_THAT(table, HasSubstr("version                            2  03 01              TLS 1.0\n"));
    EXPECT_THAT(table, HasSubstr("  cipher_suites                    2  00 0c              length 12\n"));
    EXPECT_THAT(table, HasSubstr("serialNumber          22  02 14 "));
    EXPECT_THAT(table, HasSubstr("server -> client: handshake Finished (encrypted), 45 bytes\n"));
    EXPECT_THAT(table, HasSubstr("explicit_nonce                     8  00 00 00 00 00 ..  the sequence number, 0\n"));
    EXPECT_THAT(table, HasSubstr("  verify_data                     12  "));
    EXPECT_THAT(table, HasSubstr("tag                               16  "));
}

TEST(RenderTable, no_line_is_longer_than_the_columns_it_is_given) {
    for (const std::size_t columns : {80U, 120U})
        for (const Story& story : {whole_story(), hostile_story(std::string(250, 'n'))}) {
            std::istringstream lines{table_of(story, Role::server, {TableForm::columns, columns})};
            for (std::string line; std::getline(lines, line);) EXPECT_LE(width_of(line), columns) << line;
        }
}

TEST(RenderTable, markdown_has_every_byte_and_four_cells_in_each_row) {
    const Story story = whole_story();
    const std::string markdown = table_of(story, Role::client, {TableForm::markdown});
    EXPECT_THAT(markdown, HasSubstr("| field | bytes | hex | meaning |\n|---|--:|---|---|\n"));
    EXPECT_THAT(markdown, HasSubstr("| &nbsp;&nbsp;client_version | 2 | `03 03` | TLS 1.2 |\n"));
    Bytes bytes; // of all rows
    std::istringstream lines{markdown};
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("| ") || line.starts_with("| field")) continue;
        EXPECT_EQ(std::ranges::count(line, '|'), 5) << line;
        std::string hex = line.substr(line.find('`') + 1);
        hex.resize(hex.find('`'));
        std::erase(hex, ' ');
        append(bytes, *from_hex(hex));
    }
    Bytes expected;
    for (const ExplainedRecord& record : explain_records(story.events(), Role::client)) append(expected, record.clear);
    EXPECT_EQ(bytes, expected);
}

TEST(RenderTable, a_peers_text_is_no_markup) {
    const std::string markdown =
        table_of(hostile_story("a|b<script>`*[x](y)\n| c |"), Role::server, {TableForm::markdown});
    EXPECT_THAT(markdown, Not(HasSubstr("<script>")));
    EXPECT_THAT(markdown, HasSubstr("a&#124;b&#60;script&#62;&#96;&#42;&#91;x&#93;(y)&#92;x0a&#124; c &#124;"));
}

} // namespace vitrine::tls
