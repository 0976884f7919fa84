// The records of a connection with every byte explained, and what a single field says.
#include "tls/trace/explain.h"

#include "tls/messages/hello.h"
#include "tls/trace/explainer.h"
#include "tls/x509/certificate/fields.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::tls {

namespace {

constexpr std::size_t time_size = 4; // of gmt_unix_time, RFC 5246 §7.4.1.2

std::uint32_t big_endian(View bytes) {
    std::uint32_t value = 0;
    for (const std::uint8_t byte : bytes) value = value << 8 | byte;
    return value;
}

// Today's stacks fill all of it by chance; then the time makes no sense.
std::string meaning_of_random(View random) {
    const std::chrono::sys_seconds time{std::chrono::seconds{big_endian(random.first(time_size))}};
    return "as gmt_unix_time: " + x509::format_time(time);
}

std::string meaning_of(const AnnotatedField& field) {
    if (field.meaning == "length" && field.bytes.size() <= 3) return fmt::format("length {}", big_endian(field.bytes));
    if (field.path == "ClientHello.random" || field.path == "ServerHello.random") return meaning_of_random(field.bytes);
    return field.meaning;
}

bool is_certificate(const AnnotatedField& field) {
    return field.path.ends_with(".ASN.1Cert") && field.meaning != "length";
}

void add_spans(std::vector<Span>& spans, const Annotation& annotation, std::size_t offset, std::size_t depth,
               Certificates certificates) {
    for (const AnnotatedField& field : annotation.fields) {
        if (certificates == Certificates::opened && is_certificate(field))
            add_spans(spans, annotate_certificate(field.bytes), offset + field.offset, depth + field.depth + 1,
                      Certificates::closed);
        else
            spans.push_back({field.path, field.name, offset + field.offset, field.bytes.size(), meaning_of(field),
                             depth + field.depth});
    }
}

} // namespace

std::string meaning_with_marks(const Span& span) {
    const std::string_view mark = span.continued && span.continues ? "(a middle part)"
                                  : span.continued                 ? "(continued)"
                                  : span.continues                 ? "(goes on)"
                                                                   : "";
    return fmt::format("{}{}{}", mark, mark.empty() || span.meaning.empty() ? "" : " ", span.meaning);
}

std::vector<Span> spans_of(const Annotation& annotation, Certificates certificates) {
    std::vector<Span> spans;
    add_spans(spans, annotation, 0, 0, certificates);
    return spans;
}

std::vector<ExplainedRecord> explain_records(const std::vector<Event>& events, Role us, Certificates certificates) {
    Explainer explainer{us, certificates};
    for (const Event& event : events) explainer.add(event);
    return explainer.take();
}

View part_of(const ExplainedRecord& record, std::string_view path) {
    const auto span = std::ranges::find(record.spans, path, &Span::path);
    return span == record.spans.end() ? View{} : View{record.wire}.subspan(span->offset, span->size);
}

} // namespace vitrine::tls
