// Records field by field as a table: field, bytes, hex, meaning. In Markdown, for a page; in columns, for a terminal.
#pragma once

#include "tls/trace/explain.h"
#include "tls/trace/notes.h"

namespace vitrine::tls {

enum class TableForm : std::uint8_t { columns, markdown };

struct TableStyle {
    TableForm form = TableForm::columns;
    std::size_t columns = 80; // of a terminal, at least
};

// A heading and a table for each record. Markdown has every byte; in columns long hex is cut.
std::string render_table(const std::vector<ExplainedRecord>& records, const TableStyle& style);
// The same for a message or a certificate that lies in no record.
std::string render_table(std::string_view title, View bytes, std::span<const Span> spans, const TableStyle& style);

} // namespace vitrine::tls
