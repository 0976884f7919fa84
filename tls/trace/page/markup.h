// Small pieces of HTML that every part of the page uses.
#pragma once

#include "crypto/bytes.h"
#include "tls/trace/printable.h"

namespace vitrine::tls::page {

// "1 byte", "32 bytes"
std::string counted(std::size_t number, std::string_view what);

// The bytes as text that may break anywhere; "not shown" where there are none to show.
std::string hex(View bytes);
// "5f5bcf32 82fec01f …": the first bytes, for a line that has no more room.
std::string short_hex(View bytes, std::size_t most);

// "RFC 8422 §5.10, §5.11" with a link to each section. Nothing is fetched until somebody follows one.
std::string rfc_links(std::string_view rfc);

// A row of a table: name and what belongs to it, which is HTML already.
std::string row(std::string_view name, std::string_view html);

// Text of an application, line by line; each line is escaped.
std::string preformatted(std::string_view text);

} // namespace vitrine::tls::page
