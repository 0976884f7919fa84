// The spans of a record as a tree: by depth, and by what their paths have in common.
#include "fields.h"

namespace vitrine::tls::page {

namespace {

using Spans = std::vector<Span>;

// "ClientHello.extensions[2]" for "ClientHello.extensions[2].extension_type" inside "ClientHello.extensions": an
// element without bytes of its own. Else empty.
std::string element_of(const std::string& path, const std::string& inside) {
    if (!path.starts_with(inside + "[")) return {};
    const std::size_t close = path.find(']', inside.size());
    return close == std::string::npos || close + 1 == path.size() ? "" : path.substr(0, close + 1);
}

std::string last_name(const std::string& path) {
    return path.ends_with(']') ? path.substr(path.rfind('[')) : path.substr(path.rfind('.') + 1);
}

std::string title_of(const Span& span) {
    constexpr std::string_view with_dot = "ASN.1Cert"; // the RFC's name for it: RFC 5246 §7.4.2
    if (span.path.ends_with(with_dot)) return std::string{with_dot};
    return span.name.ends_with(']') ? last_name(span.name) : span.name;
}

std::vector<Field> fields_in(const Spans& spans, std::size_t begin, std::size_t end, const std::string& inside);

Field field_of(const Spans& spans, std::size_t first, std::size_t end) {
    const Span& span = spans[first];
    const bool prefixed = end == first + 2 && spans[first + 1].path == span.path;
    Field field{title_of(span), first, end - 1, false, prefixed, {}};
    if (!prefixed) field.children = fields_in(spans, first + 1, end, span.path);
    return field;
}

void add(std::vector<Field>& fields, Field field, const std::string& element) {
    if (element.empty()) {
        fields.push_back(std::move(field));
        return;
    }
    const std::string title = last_name(element);
    if (fields.empty() || !fields.back().grouped || fields.back().title != title)
        fields.push_back({title, field.first, field.last, true, false, {}});
    fields.back().last = field.last;
    fields.back().children.push_back(std::move(field));
}

std::vector<Field> fields_in(const Spans& spans, std::size_t begin, std::size_t end, const std::string& inside) {
    std::vector<Field> fields;
    for (std::size_t i = begin; i < end;) {
        std::size_t next = i + 1;
        while (next < end && spans[next].depth > spans[i].depth) ++next;
        add(fields, field_of(spans, i, next), element_of(spans[i].path, inside));
        i = next;
    }
    return fields;
}

std::string struct_of(const std::string& path) { return path.substr(0, path.find('.')); }

// Where the run of spans that belong to one struct ends: a message begins with its msg_type.
std::size_t end_of_struct(const Spans& spans, std::size_t begin) {
    std::size_t end = begin + 1;
    while (end < spans.size() && struct_of(spans[end].path) == struct_of(spans[begin].path) &&
           spans[end].name != "msg_type")
        ++end;
    return end;
}

} // namespace

std::vector<Field> fields_of(const ExplainedRecord& record) {
    std::vector<Field> fields;
    for (std::size_t i = 0; i < record.spans.size();) {
        const std::size_t end = end_of_struct(record.spans, i);
        const std::string name = struct_of(record.spans[i].path);
        fields.push_back({name, i, end - 1, true, false, fields_in(record.spans, i, end, name)});
        i = end;
    }
    return fields;
}

} // namespace vitrine::tls::page
