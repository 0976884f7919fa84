// What `server -www` answers: the page of the very connection that carries it.
#pragma once

#include "apps/bounded_story.h"
#include "tls/connection.h"

namespace vitrine::apps {

// A whole HTTP/1.1 response (RFC 9112 §4). GET and HEAD of "/" get the page of the connection, with its keys: they are
// the visitor's own. Anything else gets a page that leads there. All that the client sent is escaped.
std::string status_response(const tls::Connection& connection, const BoundedStory& story, std::string_view request);

} // namespace vitrine::apps
