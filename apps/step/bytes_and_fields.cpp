// The first two questions of a stop: what bytes lie on the wire, and what fields do they make?
#include "apps/step/scene.h"

#include "tls/base/names.h"
#include "tls/trace/explain.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

using namespace tls::told;

// The records of the act, with every byte explained.
std::vector<tls::ExplainedRecord> records_of(const Scene& scene) {
    std::vector<tls::ExplainedRecord> records = tls::explain_records(scene.past, scene.act.us);
    std::erase_if(records, [&](const tls::ExplainedRecord& record) { return record.event < scene.act.begin; });
    return records;
}

std::string heading_of(const tls::ExplainedRecord& record) {
    const std::string_view aead =
        part_of(record, "Record.explicit_nonce").empty() ? "ChaCha20-Poly1305" : "AES-GCM"; // RFC 7905 §2, RFC 5288 §3
    const std::string protection = !record.encrypted
                                       ? "in the clear"
                                       : fmt::format("{}, sequence number {}{}", aead, record.sequence_number,
                                                     record.opened ? "" : ", not opened");
    return fmt::format("{}'s record: {}, {} bytes, {}", name_of(record.sender), name_of(record.type),
                       record.wire.size(), protection);
}

// "header 5 · explicit nonce 8 · content 16 · tag 16": how the record is cut.
std::string cuts_of(const tls::ExplainedRecord& record) {
    constexpr std::size_t header = 5; // bytes; RFC 5246 §6.2.1
    const std::size_t size = record.wire.size();
    const std::size_t nonce = part_of(record, "Record.explicit_nonce").size(),
                      tag = part_of(record, "Record.tag").size();
    if (tag == 0) return fmt::format("header {} + content {}", header, size - std::min(size, header));
    return fmt::format("header {} + {}content {} + tag {}", header,
                       nonce == 0 ? "" : fmt::format("explicit_nonce {} + ", nonce), size - header - nonce - tag, tag);
}

const Message* message_of(const Scene& scene) {
    const Message* found = nullptr;
    for (const tls::Event& event : scene.act_events())
        if (const auto* message = tls::as<Message>(event); message != nullptr && event.us == scene.act.us)
            found = message;
    return found;
}

// Application data has no fields, and is its owner's alone.
tls::Annotation annotation_of(const Record& record, tls::Secrets secrets) {
    if (record.type != tls::ContentType::application_data || secrets == tls::Secrets::shown)
        return tls::annotate(record.type, record.plaintext);
    return {"application_data", {}, ""};
}

// What the act is about, annotated: its message, or else the content of its last record.
std::optional<tls::Annotation> annotation_of(const Scene& scene) {
    if (const Message* message = message_of(scene)) return tls::annotate(message->type, message->bytes);
    std::optional<tls::Annotation> annotation;
    for (const tls::Event& event : scene.act_events())
        if (const auto* record = tls::as<Record>(event); record != nullptr && event.us == scene.act.us)
            annotation = annotation_of(*record, scene.secrets);
    return annotation;
}

std::string meaning_of(const tls::AnnotatedField& field) {
    if (field.meaning != "length") return field.meaning;
    std::size_t length = 0;
    for (const std::uint8_t byte : field.bytes) length = length << 8 | byte;
    return fmt::format("length {}", length);
}

std::string line_of(const tls::AnnotatedField& field, std::size_t width) {
    const std::size_t hex_width = width >= 80 ? 17 : 11;
    const std::string_view name = field.name.ends_with(']') ? std::string_view{field.name}.substr(field.name.rfind('['))
                                                            : std::string_view{field.name};
    const std::string text = fmt::format("{:04x}  {:<{}}  {}{}  {}", field.offset, short_hex(field.bytes, hex_width),
                                         hex_width, std::string(2 * field.depth, ' '), name, meaning_of(field));
    return cut(std::string_view{text}.substr(0, text.find_last_not_of(' ') + 1), width);
}

} // namespace

Lines bytes_of(const Scene& scene, std::size_t width, std::size_t most) {
    Lines lines;
    for (const tls::ExplainedRecord& record : records_of(scene)) {
        append(lines, wrapped(heading_of(record), width, 2, Ink::heading));
        append(lines, wrapped(cuts_of(record), width, 2, Ink::dim));
        append(lines, hex_dump(record.wire, width, most));
        const bool masked = record.type == tls::ContentType::application_data && scene.secrets == tls::Secrets::hidden;
        if (!record.encrypted || !record.opened || masked) continue;
        lines.emplace_back("the same, opened", Ink::dim);
        append(lines, hex_dump(record.clear, width, most));
    }
    if (lines.empty()) lines.emplace_back("none", Ink::dim);
    return lines;
}

Lines fields_of(const Scene& scene, std::size_t width, std::size_t most) {
    const std::optional<tls::Annotation> annotation = annotation_of(scene);
    if (!annotation) return {Line{"none", Ink::dim}};
    Lines lines;
    lines.emplace_back(annotation->name, Ink::heading);
    std::size_t left_out = 0;
    const bool outline = annotation->fields.size() > most; // then only what is not inside something else
    for (const tls::AnnotatedField& field : annotation->fields) {
        if (lines.size() > most || (outline && field.depth > 1))
            ++left_out;
        else
            lines.emplace_back(line_of(field, width));
    }
    if (left_out > 0) lines.emplace_back(fmt::format("      .. {} fields more: p fields", left_out), Ink::dim);
    if (!annotation->fault.empty()) append(lines, wrapped("not understood: " + annotation->fault, width, 2, Ink::bad));
    return lines;
}

} // namespace vitrine::apps
