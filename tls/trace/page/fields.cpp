// The fields of a record as a tree to open and close, and its bytes, each in the span of its field.
#include "fields.h"

#include "markup.h"
#include "tls/trace/notes.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::tls::page {

namespace {

constexpr std::size_t bytes_in_row = 16;
constexpr std::size_t bytes_in_summary = 8;
constexpr std::size_t longest_shown = 1024; // of one field: application data can be any length

// Writes fields one after another; a note is given once a record, not at each of thirty suites.
class FieldWriter {
public:
    FieldWriter(const ExplainedRecord& record, Told& told) : record_{record}, told_{told} {}

    std::string write(const Field& field) {
        return fmt::format("<details class=\"f\" data-a=\"{}\" data-b=\"{}\"><summary>{}</summary><div>{}{}</div>"
                           "</details>\n",
                           field.first, field.last, summary_of(field), inside_of(field), write(field.children));
    }

    std::string write(const std::vector<Field>& fields) {
        std::string html;
        for (const Field& field : fields) html += write(field);
        return html;
    }

private:
    const Span& first_of(const Field& field) const { return record_.spans[field.first]; }
    const Span& value_of(const Field& field) const { return record_.spans[field.first + (field.prefixed ? 1 : 0)]; }
    View bytes_of(const Span& span) const { return View{record_.clear}.subspan(span.offset, span.size); }

    std::string summary_of(const Field& field) const {
        const Span& value = value_of(field);
        std::string html = fmt::format("<b>{}</b>", html_escaped(field.title));
        const bool text = is_text(value);
        if (!value.meaning.empty())
            html += fmt::format(" <span class=\"v\">{}</span>",
                                html_escaped(text ? value.meaning.substr(0, value.meaning.find(':')) : value.meaning));
        if (field.children.size() > 1 && field.children.front().title.starts_with('['))
            html += fmt::format(" <span class=\"v\">in {} entries</span>", field.children.size());
        if (field.grouped || text) return html;
        const std::string digits = short_hex(bytes_of(value), bytes_in_summary);
        return html + fmt::format(" <code>{}</code>", digits);
    }

    static bool is_text(const Span& span) { return span.path == "Record.content"; }

    std::string inside_of(const Field& field) {
        if (field.grouped) return {};
        const Span& first = first_of(field);
        const Span& value = value_of(field);
        std::string html = note_of(first) + place_of(field);
        if (field.prefixed) html += fmt::format("<p class=\"at\">{}</p>", html_escaped(first.meaning));
        const View bytes = bytes_of(value);
        const View shown = bytes.first(std::min(bytes.size(), longest_shown));
        if (is_text(value))
            html += preformatted(as_text(shown));
        else if (value.size > bytes_in_summary)
            html += hex(shown);
        return html + rest_of(bytes.size() - shown.size());
    }

    static std::string rest_of(std::size_t size) {
        return size == 0 ? "" : fmt::format("<p class=\"at\">and {} more</p>", counted(size, "byte"));
    }

    std::string note_of(const Span& span) {
        const Note* const note = note_for(span.path);
        if (note == nullptr || !told_here_.insert(note->text).second) return {};
        const bool first = told_.insert(note->text).second; // on paper it stands only there
        return fmt::format("<p class=\"note{}\">{} {}</p>", first ? "" : " again", html_escaped(note->text),
                           rfc_links(note->rfc));
    }

    std::string place_of(const Field& field) const {
        const Span& first = first_of(field);
        const Span& last = value_of(field);
        const std::size_t end = last.offset + last.size - 1;
        const std::string bytes =
            first.offset == end ? fmt::format("byte {}", end) : fmt::format("bytes {} to {}", first.offset, end);
        return fmt::format("<p class=\"at\">{} · {}{}{}</p>", html_escaped(first.path), bytes,
                           first.continued ? " · begins in an earlier record" : "",
                           last.continues ? " · goes on in a later record" : "");
    }

    const ExplainedRecord& record_;
    Told& told_;
    Told told_here_;
};

// Where the dump of a span goes on: of a long one only the first bytes are shown, and its last row.
std::size_t behind_gap(const Span& span, std::size_t at) {
    if (at < span.offset + longest_shown) return at;
    return std::max(at, (span.offset + span.size) / bytes_in_row * bytes_in_row);
}

// The bytes of one span in one row of the dump; the offset stands in front of a row.
std::string row_of(View bytes, std::size_t begin, std::size_t end, std::size_t span) {
    std::string digits;
    for (std::size_t i = begin; i < end; ++i) digits += fmt::format("{}{:02x}", i == begin ? "" : " ", bytes[i]);
    const std::string offset =
        begin % bytes_in_row != 0 ? "" : fmt::format("{}<b>{:04x}</b>", begin == 0 ? "" : "\n", begin);
    return fmt::format("{} <i data-s=\"{}\">{}</i>", offset, span, digits);
}

} // namespace

std::string fields_html(const ExplainedRecord& record, Told& told) {
    FieldWriter writer{record, told};
    std::string html;
    for (const Field& part : fields_of(record))
        html += fmt::format("<h4>{}</h4>\n{}", html_escaped(part.title), writer.write(part.children));
    return html;
}

std::string bytes_html(const ExplainedRecord& record, View bytes) {
    std::string html;
    for (std::size_t i = 0; i < record.spans.size(); ++i) {
        const Span& span = record.spans[i];
        const std::size_t end = span.offset + span.size;
        for (std::size_t at = span.offset; at < end;) {
            const std::size_t on = behind_gap(span, at);
            if (on > at) html += fmt::format("\n<b>…     {} more</b>", counted(on - at, "byte"));
            const std::size_t row_end = std::min(on - on % bytes_in_row + bytes_in_row, end);
            if (on < end) html += row_of(bytes, on, row_end, i);
            at = on < end ? row_end : end;
        }
    }
    return html;
}

} // namespace vitrine::tls::page
