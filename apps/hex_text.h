// Bytes that people write as hexadecimal text, and records that lie in them one behind the other.
#pragma once

#include "tls/trace/story.h"

namespace vitrine::apps {

// True if there is nothing in it but hexadecimal digits, what divides them, and lines that begin with '#'.
bool looks_like_hex(std::string_view text);

// "16 03 01", "16:03:01", "0x16,0x03", "160301"; a '#' begins a comment that ends with the line. Throws UsageError with
// line and column.
Bytes read_hex(std::string_view text);

// True if the bytes begin like a record of TLS: a type from 20 to 24, and version 3.
bool begins_like_record(View bytes);

// Records cut by their headers, as a client would tell of them. Nothing says who sent which: it is concluded from the
// messages that only one side sends. The last one may be cut off.
std::vector<tls::Event> records_in(View bytes);

} // namespace vitrine::apps
