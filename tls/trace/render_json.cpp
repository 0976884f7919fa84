// What was explained as JSON Lines (RFC 8259).
#include "tls/trace/render_json.h"

#include "tls/base/names.h"
#include "tls/trace/notes.h"

#include <fmt/format.h>

namespace vitrine::tls {

namespace {

// An object that is being written, member by member.
class Object {
public:
    Object& raw(std::string_view name, std::string_view json) {
        text_ += fmt::format("{}{}:{}", text_.empty() ? "" : ",", json_string(name), json);
        return *this;
    }
    Object& text(std::string_view name, std::string_view value) { return raw(name, json_string(value)); }
    Object& number(std::string_view name, std::uint64_t value) { return raw(name, std::to_string(value)); }
    Object& truth(std::string_view name, bool value) { return raw(name, value ? "true" : "false"); }
    std::string take() { return "{" + std::move(text_) + "}"; }

private:
    std::string text_;
};

template <class List, class Item> std::string array_of(const List& list, Item json_of_item) {
    std::string json;
    for (const auto& item : list) json += (json.empty() ? "" : ",") + json_of_item(item);
    return "[" + json + "]";
}

// The bytes that begin the text and are one character of UTF-8; 0 if they are none.
std::size_t size_of_character(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t size = lead < 0x80   ? 1
                             : lead < 0xc2 ? 0
                             : lead < 0xe0 ? 2
                             : lead < 0xf0 ? 3
                             : lead < 0xf5 ? 4
                                           : 0;
    if (size == 0 || text.size() < size) return 0;
    for (std::size_t i = 1; i < size; ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xc0U) != 0x80) return 0;
    const auto second = size > 1 ? static_cast<unsigned char>(text[1]) : 0U;
    const bool too_long = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
    const bool no_character = (lead == 0xed && second > 0x9f) || (lead == 0xf4 && second > 0x8f); // RFC 3629 §3
    return too_long || no_character ? 0 : size;
}

std::string json_of(View bytes, const Span& span) {
    Object field;
    field.text("path", span.path).text("name", span.name).number("offset", span.offset).number("size", span.size);
    field.text("hex", to_hex(bytes.subspan(span.offset, span.size))).text("meaning", span.meaning);
    field.number("depth", span.depth);
    if (span.continued) field.truth("continued", true);
    if (span.continues) field.truth("continues", true);
    if (const Note* const note = note_for(span.path)) field.text("note", note->text).text("rfc", note->rfc);
    return field.take();
}

std::string json_of_fields(View bytes, const std::vector<Span>& spans) {
    return array_of(spans, [&](const Span& span) { return json_of(bytes, span); });
}

std::string json_of(const ExplainedRecord& record) {
    Object json;
    json.text("type", name_of(record.type)).number("sequence_number", record.sequence_number);
    json.truth("encrypted", record.encrypted).truth("opened", record.opened);
    json.raw("messages", array_of(record.messages, json_string));
    return json.raw("fields", json_of_fields(record.clear, record.spans)).take();
}

Object first_line(std::string_view of) {
    Object line;
    line.number("vitrine_explain", explain_schema).text("of", of);
    return line;
}

} // namespace

std::string json_string(std::string_view text) {
    std::string json = "\"";
    while (!text.empty()) {
        const std::size_t size = size_of_character(text);
        const char first = text.front();
        if (size == 0)
            json += "\\ufffd";
        else if (first == '"' || first == '\\')
            json.append("\\").append(1, first);
        else if (static_cast<unsigned char>(first) < 0x20 || first == 0x7f)
            json += fmt::format("\\u{:04x}", static_cast<unsigned char>(first));
        else
            json += text.substr(0, size);
        text.remove_prefix(std::max<std::size_t>(size, 1));
    }
    return json + "\"";
}

std::string render_json(const std::vector<Event>& events, Role us, Certificates certificates, Secrets secrets) {
    const std::vector<ExplainedRecord> records = explain_records(events, us, certificates);
    std::string text = first_line("connection")
                           .text("role", name_of(us))
                           .text("secrets", secrets == Secrets::shown ? "shown" : "hidden")
                           .take() +
                       "\n";
    auto next = records.begin();
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (events[i].us != us) continue;
        Object line;
        line.number("id", i).text("event", kind_of(events[i]));
        for (const EventValue& value : values_of(events[i], secrets)) line.text(value.name, value.value);
        if (next != records.end() && next->event == i) line.raw("record", json_of(*next++));
        text += line.take() + "\n";
    }
    return text;
}

std::string render_json(std::string_view of, const Annotation& annotation, Certificates certificates) {
    Bytes bytes;
    for (const AnnotatedField& field : annotation.fields) append(bytes, field.bytes);
    Object line;
    line.number("id", 0).text("event", of).text("name", annotation.name);
    if (!annotation.fault.empty()) line.text("fault", annotation.fault);
    line.raw("fields", json_of_fields(bytes, spans_of(annotation, certificates)));
    return first_line(of).take() + "\n" + line.take() + "\n";
}

} // namespace vitrine::tls
