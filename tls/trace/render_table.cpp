// Records field by field as a table.
#include "tls/trace/render_table.h"

#include "tls/base/names.h"
#include "tls/trace/printable.h"
#include "tls/trace/text_layout.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::tls {

namespace {

constexpr std::size_t field_width = 30;
constexpr std::size_t bytes_width = 5;
constexpr std::size_t hex_width = 17; // six bytes
constexpr std::size_t meaning_column = field_width + 1 + bytes_width + 2 + hex_width + 2;

struct Row {
    std::string field, bytes, hex, meaning;
};

// Two steps to the right for each level.
std::string indented(std::size_t depth, std::string_view name) { return std::string(2 * depth, ' ').append(name); }

Row row_of(View bytes, const Span& span) {
    return {indented(span.depth, short_name(span.name)), std::to_string(span.size),
            spaced_hex(bytes.subspan(span.offset, span.size)), printable(meaning_with_marks(span))};
}

std::string cut(std::string text, std::size_t width) {
    if (width_of(text) <= width) return text;
    while (width_of(text) > width - 2) text.pop_back();
    return text + "..";
}

std::string cut_hex(const std::string& hex) {
    return hex.size() <= hex_width ? hex : hex.substr(0, hex_width - 3) + " ..";
}

std::string padded(const std::string& text, std::size_t width) {
    const std::size_t used = width_of(text);
    return used < width ? text + std::string(width - used, ' ') : text;
}

std::string line_of(const Row& row, std::size_t columns) {
    std::string line =
        fmt::format("{} {:>{}}  {:<{}}  {}", padded(cut(row.field, field_width), field_width), row.bytes, bytes_width,
                    cut_hex(row.hex), hex_width, wrapped(row.meaning, meaning_column, columns));
    line.resize(line.find_last_not_of(' ') + 1);
    return line + '\n';
}

// What would be taken for markup, by its number: a peer's text stays text.
std::string markdown_escaped(std::string_view text) {
    std::string safe;
    for (const char character : text) {
        if (std::string_view{"|<>&`*[]\\"}.find(character) == std::string_view::npos)
            safe += character;
        else
            safe += fmt::format("&#{};", static_cast<int>(character));
    }
    return safe;
}

std::string markdown_of(const Row& row) {
    const std::size_t name = std::min(row.field.find_first_not_of(' '), row.field.size());
    std::string field;
    for (std::size_t i = 0; i < name; ++i) field += "&nbsp;";
    field += markdown_escaped(row.field.substr(name));
    return fmt::format("| {} | {} | `{}` | {} |\n", field, row.bytes, row.hex, markdown_escaped(row.meaning));
}

std::string title_of(const ExplainedRecord& record) {
    std::string title =
        fmt::format("{} -> {}: {}", name_of(record.sender), name_of(other(record.sender)), name_of(record.type));
    for (const std::string& name : record.messages) title += (&name == &record.messages.front() ? " " : ", ") + name;
    if (record.encrypted) title += record.opened ? " (encrypted)" : " (not opened)";
    return title;
}

} // namespace

std::string render_table(std::string_view title, View bytes, std::span<const Span> spans, const TableStyle& style) {
    const bool is_markdown = style.form == TableForm::markdown;
    const Row head{"field", "bytes", "hex", "meaning"};
    std::string text =
        is_markdown ? fmt::format("### {}, {} bytes\n\n| field | bytes | hex | meaning |\n|---|--:|---|---|\n",
                                  markdown_escaped(printable(title)), bytes.size())
                    : fmt::format("{}, {} bytes\n{}", printable(title), bytes.size(), line_of(head, style.columns));
    for (const Span& span : spans) {
        const Row row = row_of(bytes, span);
        text += is_markdown ? markdown_of(row) : line_of(row, style.columns);
    }
    return text;
}

std::string render_table(const std::vector<ExplainedRecord>& records, const TableStyle& style) {
    std::string text;
    for (const ExplainedRecord& record : records) {
        if (!text.empty()) text += '\n';
        text += render_table(title_of(record), record.clear, record.spans, style);
    }
    return text;
}

} // namespace vitrine::tls
