// The head of an HTTP request, read by Boost.Beast.
#include "apps/files/http_request.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

namespace vitrine::apps {

namespace http = boost::beast::http;

unsigned parse_request(std::string_view head, HttpRequest& request) {
    http::request_parser<http::empty_body> parser;
    parser.header_limit(max_request_head);
    boost::system::error_code error;
    parser.put(boost::asio::buffer(head.data(), head.size()), error);
    const bool lines_end_rightly = head.find('\n') == head.find("\r\n") + 1;
    if (error == http::error::bad_version && lines_end_rightly) return 505;
    const bool only_its_body_is_bad = error == http::error::unexpected_body; // of which none is read
    if (error && error != http::error::need_more && !only_its_body_is_bad) return 400;
    if (!parser.is_header_done()) return 400;
    const auto& fields = parser.get();
    const auto value = [&fields](http::field name) { return std::string{fields[name]}; };
    request.method_name = std::string{fields.method_string()};
    request.method = fields.method() == http::verb::get    ? HttpRequest::Method::get
                     : fields.method() == http::verb::head ? HttpRequest::Method::head
                                                           : HttpRequest::Method::other;
    request.target = std::string{fields.target()};
    request.has_body = parser.chunked() || parser.content_length().value_or(0) > 0;
    request.keep_alive = parser.keep_alive() && !request.has_body;
    request.range = value(http::field::range);
    request.if_range = value(http::field::if_range);
    request.if_none_match = value(http::field::if_none_match);
    request.if_modified_since = value(http::field::if_modified_since);
    return 0;
}

std::size_t end_of_head(std::string_view text, std::size_t from) {
    const std::size_t begin = from < 3 ? 0 : from - 3; // the empty line may have begun before
    const std::size_t crlf = text.find("\r\n\r\n", begin), bare = text.find("\n\n", begin);
    if (crlf == std::string_view::npos && bare == std::string_view::npos) return std::string_view::npos;
    return bare < crlf ? bare + 2 : crlf + 4; // npos is more than any other
}

} // namespace vitrine::apps
