// The fields of a record as a tree to open and close, and its bytes, each in the span of its field.
#pragma once

#include "run.h"

#include <set>

namespace vitrine::tls::page {

// A field with what lies inside it. It covers the spans `first` to `last` of its record, without a gap.
struct Field {
    std::string title;
    std::size_t first, last;
    bool grouped = false;  // it has no bytes of its own: it only holds its children together
    bool prefixed = false; // its first span is the length of its second, which is its value
    std::vector<Field> children;
};

std::vector<Field> fields_of(const ExplainedRecord& record);

// The notes that are on the page already; each is the text of a Note (tls/trace/notes.h), which lives for ever.
using Told = std::set<std::string_view>;

std::string fields_html(const ExplainedRecord& record, Told& told);
// A hex dump of `bytes`, which lie as the record's spans do.
std::string bytes_html(const ExplainedRecord& record, View bytes);

} // namespace vitrine::tls::page
