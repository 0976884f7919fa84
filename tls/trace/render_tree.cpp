// A connection as a tree for a terminal.
#include "tls/trace/render_tree.h"

#include "tls/base/names.h"
#include "tls/trace/printable.h"
#include "tls/trace/text_layout.h"

#include <fmt/format.h>
#include <sstream>

namespace vitrine::tls {

namespace {

constexpr std::size_t name_column = 25; // where render_row() begins a name

std::string_view root_of(std::string_view path) { return path.substr(0, path.find('.')); }

// True for the first field of a message, or of what a record holds of one that began earlier.
bool begins_message(const Span& span, std::string_view root_before) {
    const std::string_view root = root_of(span.path);
    const bool says_it_itself = span.path == root; // the outermost value of a certificate
    return root != "Record" && !says_it_itself && (root != root_before || span.path.ends_with(".msg_type"));
}

std::string list_of(const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
    return list;
}

std::string state_of(const ExplainedRecord& record) {
    if (!record.encrypted) return "";
    return fmt::format("  ({}, record {})", record.opened ? "encrypted" : "not opened", record.sequence_number);
}

} // namespace

std::string TreeRenderer::note_on(std::string_view path) {
    const Note* const note = style_.notes == Notes::shown ? note_for(path) : nullptr;
    if (note == nullptr || !said_.insert(note).second) return "";
    const std::string text = fmt::format("{} {}", note->text, unbroken(note->rfc));
    const std::string margin = std::string(name_column, ' ') + "| ";
    std::string said;
    std::string line;
    for (std::istringstream rest{wrapped(text, 0, style_.columns - margin.size())}; std::getline(rest, line);)
        said += margin + painted(line, "2", style_.colour) + "\n";
    return said;
}

std::string TreeRenderer::span(View bytes, const Span& span) {
    const TextRow row{span.offset, bytes.subspan(span.offset, span.size), span.name, meaning_with_marks(span),
                      span.depth};
    return render_row(row, style_.colour, style_.columns) + note_on(span.path);
}

std::string TreeRenderer::spans(View bytes, std::span<const Span> spans) {
    std::string text;
    std::string_view root = "Record";
    for (const Span& one : spans) {
        if (begins_message(one, root))
            text += fmt::format("{:{}}{}\n", "", name_column, painted(root_of(one.path), "1;4", style_.colour));
        root = root_of(one.path);
        text += span(bytes, one);
    }
    return text;
}

std::string TreeRenderer::record(const ExplainedRecord& record, std::size_t first_event) {
    const std::string number = fmt::format("#{}", first_event + record.event);
    const std::string way = fmt::format("{} -> {}", name_of(record.sender), name_of(other(record.sender)));
    const bool has_messages = record.type == ContentType::handshake && !record.messages.empty();
    const std::string content = name_of(record.type) + (has_messages ? ": " + list_of(record.messages) : "");
    return fmt::format("{} {}  {}{}\n{}", number, painted(way, "1;33", style_.colour),
                       wrapped(printable(content), number.size() + way.size() + 3, style_.columns), state_of(record),
                       spans(record.clear, record.spans));
}

std::string TreeRenderer::event(const Event& event) const {
    return render_event(event, style_.secrets, style_.colour, style_.columns);
}

std::string TreeRenderer::all(std::span<const Event> events, Role us, const std::vector<ExplainedRecord>& records,
                              std::size_t first_event) {
    std::string text;
    auto next = records.begin();
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (next != records.end() && next->event == i)
            text += record(*next++, first_event);
        else if (events[i].us == us)
            text += event(events[i]);
    }
    return text;
}

std::string render_tree(const std::vector<Event>& events, Role us, Certificates certificates, const TreeStyle& style) {
    return TreeRenderer{style}.all(events, us, explain_records(events, us, certificates));
}

} // namespace vitrine::tls
