// The drawings hold every row of the handshake's table, and nothing that is not in it.
#include "tls/handshake/flow.h"
#include "tls/trace/flow_diagram.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace vitrine::tls {

namespace {

using testing::HasSubstr;

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream{text};
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

std::string arrow(const Edge& edge, std::string_view sign) {
    return std::string{name_of(edge.from)}.append(sign).append(name_of(edge.to));
}

} // namespace

TEST(FlowAsText, has_a_row_for_each_edge_and_aligned_columns) {
    const std::vector<std::string> lines = lines_of(flow_as_text());
    ASSERT_EQ(lines.size(), edges().size() + 1);
    const std::size_t by = lines[0].find("by ");
    const std::size_t to = lines[0].rfind("to");
    for (std::size_t i = 0; i < edges().size(); ++i) {
        EXPECT_TRUE(lines[i + 1].starts_with(name_of(edges()[i].from)));
        EXPECT_EQ(lines[i + 1].substr(by, 6), name_of(edges()[i].sender));
        EXPECT_THAT(lines[i + 1], HasSubstr(std::string{name_of(edges()[i].message)}));
        EXPECT_EQ(lines[i + 1].substr(to), name_of(edges()[i].to));
    }
}

TEST(FlowAsMermaid, draws_each_edge_once) {
    const std::string text = flow_as_mermaid();
    EXPECT_TRUE(text.starts_with("stateDiagram-v2\n    [*] --> client_hello\n"));
    EXPECT_THAT(text, HasSubstr("    client_hello --> server_hello : client: ClientHello\n"));
    EXPECT_THAT(text, HasSubstr("server_hello --> server_certificate : server: ServerHello, full handshake\n"));
    for (const Edge& edge : edges()) EXPECT_THAT(text, HasSubstr(arrow(edge, " --> ") + " : "));
    EXPECT_EQ(lines_of(text).size(), edges().size() + 3);
}

TEST(FlowAsDot, draws_each_edge_once) {
    const std::string text = flow_as_dot();
    EXPECT_TRUE(text.starts_with("digraph handshake {\n"));
    EXPECT_TRUE(text.ends_with("}\n"));
    for (const Edge& edge : edges()) EXPECT_THAT(text, HasSubstr(arrow(edge, " -> ") + " [label=\""));
    const std::vector<std::string> lines = lines_of(text);
    EXPECT_EQ(static_cast<std::size_t>(std::ranges::count_if(
                  lines, [](const std::string& line) { return line.find(" -> ") != std::string::npos; })),
              edges().size());
}

} // namespace vitrine::tls
