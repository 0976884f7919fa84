// The page that `server -www` shows: the visitor's own connection.
#pragma once

#include "tls/connection.h"

namespace vitrine::apps {

// A whole HTTP/1.1 response (RFC 9112 §4) to whatever `request` asks for. Everything in it that the client sent is
// escaped.
std::string status_response(const tls::Connection& connection, std::string_view request);

} // namespace vitrine::apps
