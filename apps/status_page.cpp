// What `server -www` answers: the page of the very connection that carries it.
#include "apps/status_page.h"

#include "apps/summary.h"
#include "tls/trace/page.h"
#include "tls/trace/printable.h"

#include <fmt/format.h>

namespace vitrine::apps {
namespace {

struct RequestLine { // RFC 9112 §3
    std::string_view method, target, whole;
};

RequestLine request_line(std::string_view request) {
    const std::string_view line = request.substr(0, request.find_first_of("\r\n"));
    const std::size_t first = line.find(' ');
    if (first == std::string_view::npos) return {"", "", line};
    const std::string_view rest = line.substr(first + 1);
    return {line.substr(0, first), rest.substr(0, rest.find(' ')), line};
}

std::string connection_page(const tls::Connection& connection, const BoundedStory& story, std::string_view request) {
    tls::PageOptions options;
    options.secrets = tls::Secrets::shown;
    options.title = "Your connection";
    options.lead = "This page came to you over the TLS connection that it describes: its handshake, byte by byte, and "
                   "your request, as the server met them a moment ago.";
    options.captions = {"you, the client", "this server"};
    for (const Fact& fact : facts_of(connection)) options.facts.push_back({std::string{fact.name}, fact.value});
    options.facts.push_back(
        {"records read, written", fmt::format("{}, {}", connection.records_read(), connection.records_written())});
    options.facts.push_back({"request", std::string{request}});
    options.afterword = story.complete() ? "Then the server sent this page. It cannot show the records that carry it: "
                                           "they would have to hold themselves."
                                         : "The client sent more than is kept for this page; the rest is not shown.";
    return tls::render_page(story.events(), tls::Role::server, options);
}

std::string error_page(std::string_view status, std::string_view sentence) {
    return fmt::format("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{0}</title></head>\n"
                       "<body><h1>{0}</h1><p>{1} There is one page here: <a href=\"/\">your connection</a>.</p></body>"
                       "</html>\n",
                       status, sentence);
}

// The connection is closed behind each response, so that the next page shows a connection of its own.
std::string response(std::string_view status, std::string_view more_headers, std::string_view body, bool with_body) {
    return fmt::format("HTTP/1.1 {}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n"
                       "Content-Security-Policy: {}; frame-ancestors 'none'\r\nReferrer-Policy: no-referrer\r\n"
                       "X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n{}Connection: close\r\n\r\n{}",
                       status, body.size(), tls::page_policy(), more_headers, with_body ? body : "");
}

} // namespace

std::string status_response(const tls::Connection& connection, const BoundedStory& story, std::string_view request) {
    const RequestLine line = request_line(request);
    const bool head = line.method == "HEAD";
    if (line.method.empty())
        return response("400 Bad Request", "", error_page("400 Bad Request", "This is no request of HTTP/1.1."), true);
    if (line.method != "GET" && !head)
        return response("405 Method Not Allowed", "Allow: GET, HEAD\r\n",
                        error_page("405 Method Not Allowed", "Only GET and HEAD are answered."), true);
    if (line.target.substr(0, line.target.find('?')) != "/")
        return response("404 Not Found", "", error_page("404 Not Found", "Nothing is at this address."), !head);
    return response("200 OK", "", connection_page(connection, story, line.whole), !head);
}

} // namespace vitrine::apps
