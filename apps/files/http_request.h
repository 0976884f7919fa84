// The head of an HTTP request (RFC 9112 §3, §5), as far as a server of files needs it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace vitrine::apps {

struct HttpRequest {
    enum class Method : std::uint8_t { get, head, other } method = Method::other;
    std::string method_name, target; // as they were sent
    bool keep_alive = false, has_body = false;
    std::string range, if_range, if_none_match, if_modified_since; // the fields' values; empty: not there
};

constexpr std::size_t max_request_head = 16UL * 1024; // bytes

// What `head`, which ends with its empty line, asks for. Gives the status that refuses it, 400 or 505, or 0.
unsigned parse_request(std::string_view head, HttpRequest& request);

// Where the first head in `text` ends, behind its empty line; npos: not yet. `from`: so many bytes were searched
// before.
std::size_t end_of_head(std::string_view text, std::size_t from);

} // namespace vitrine::apps
