// What a server of files answers to a request (RFC 9110 §13-15): a head, and which part of which file goes behind it.
#pragma once

#include "apps/files/byte_range.h"
#include "apps/files/document_root.h"
#include "apps/files/http_request.h"

namespace vitrine::apps {

struct HttpAnswer {
    unsigned status = 0;
    std::string head; // with its empty line, and with the text of a refusal behind it
    OpenFile file;
    ByteRange part; // of the file; no bytes: none of it
    bool keep_alive = false;
};

// Looks into the folder once.
HttpAnswer answer_to(const HttpRequest& request, const DocumentRoot& root);
// A refusal of what is no request: 400, 431 or 505. The connection is of no more use then.
HttpAnswer refusal(unsigned status);

// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 §5.6.7), and back; -1 for what is written in another way.
std::string http_date(std::time_t time);
std::time_t time_of_http_date(const std::string& text);

} // namespace vitrine::apps
