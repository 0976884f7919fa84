// The page that `server -www` shows: the visitor's own connection.
#include "apps/status_page.h"

#include "apps/summary.h"
#include "tls/trace/printable.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

constexpr std::string_view style = "body{font:16px/1.5 sans-serif;max-width:48em;margin:2em auto;padding:0 1em}"
                                   "table{border-collapse:collapse}td,th{padding:.2em 1em .2em 0;text-align:left;"
                                   "vertical-align:top}td{font-family:monospace;word-break:break-all}";

std::string row(std::string_view name, std::string_view value) {
    return fmt::format("<tr><th>{}</th><td>{}</td></tr>\n", tls::html_escaped(name), tls::html_escaped(value));
}

std::string page(const tls::Connection& connection, std::string_view request) {
    std::string rows;
    for (const Fact& fact : facts_of(connection)) rows += row(fact.name, fact.value);
    rows +=
        row("records read, written", fmt::format("{}, {}", connection.records_read(), connection.records_written()));
    rows += row("request", request.substr(0, request.find_first_of("\r\n")));
    return fmt::format("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>vitrine: your "
                       "connection</title>\n<style>{}</style></head>\n<body><h1>Your connection</h1>\n<table>\n"
                       "{}</table>\n</body></html>\n",
                       style, rows);
}

} // namespace

std::string status_response(const tls::Connection& connection, std::string_view request) {
    const std::string body = page(connection, request);
    return fmt::format("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n"
                       "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\n"
                       "X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n{}",
                       body.size(), request.starts_with("HEAD ") ? "" : body);
}

} // namespace vitrine::apps
