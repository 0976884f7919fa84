// What a peer sent (names, protocols, requests), made harmless for whoever looks at it: it passes through here before
// it reaches a terminal or a page, or it could write there as it likes.
#pragma once

#include <string>
#include <string_view>

namespace vitrine::tls {

// Control characters, those that turn the direction of writing, and what is no UTF-8 come out as "\x1b".
std::string printable(std::string_view text);
// The same for HTML text and attributes.
std::string html_escaped(std::string_view text);

} // namespace vitrine::tls
