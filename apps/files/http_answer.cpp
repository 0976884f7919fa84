// What a server of files answers to a request.
#include "apps/files/http_answer.h"

#include <array>
#include <fmt/format.h>

namespace vitrine::apps {

namespace {

std::string_view reason(unsigned status) {
    switch (status) {
    case 200: return "OK";
    case 206: return "Partial Content";
    case 301: return "Moved Permanently";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 416: return "Range Not Satisfiable";
    case 431: return "Request Header Fields Too Large";
    case 505: return "HTTP Version Not Supported";
    default: return "Error";
    }
}

std::string_view content_type(std::string_view path) {
    struct Type {
        std::string_view ending, type;
    };
    constexpr std::array types{
        Type{".html", "text/html; charset=utf-8"},
        Type{".css", "text/css; charset=utf-8"},
        Type{".js", "text/javascript"},
        Type{".json", "application/json"},
        Type{".txt", "text/plain; charset=utf-8"},
        Type{".md", "text/plain; charset=utf-8"},
        Type{".svg", "image/svg+xml"},
        Type{".png", "image/png"},
        Type{".jpg", "image/jpeg"},
        Type{".ico", "image/x-icon"},
        Type{".pdf", "application/pdf"},
        Type{".wasm", "application/wasm"},
        Type{".pem", "application/x-pem-file"},
    };
    if (path.ends_with('/')) return types.front().type;
    for (const Type& type : types)
        if (path.ends_with(type.ending)) return type.type;
    return "application/octet-stream";
}

// As strong as a file system allows: another content has another time of change, or another size (RFC 9110 §8.8.3).
std::string entity_tag(const OpenFile& file) {
    return fmt::format("\"{:x}.{:x}-{:x}\"", file.changed.tv_sec, file.changed.tv_nsec, file.size);
}

// If-None-Match before If-Modified-Since: RFC 9110 §13.2.2.
bool is_unchanged(const HttpRequest& request, const OpenFile& file, std::string_view tag) {
    if (!request.if_none_match.empty())
        return request.if_none_match == "*" || request.if_none_match.find(tag) != std::string::npos;
    const std::time_t since = request.if_modified_since.empty() ? -1 : time_of_http_date(request.if_modified_since);
    return since >= 0 && file.changed.tv_sec <= since;
}

// If-Range: a part is of use only to who has the rest of the same file (RFC 9110 §13.1.5).
bool may_be_a_part(const HttpRequest& request, const OpenFile& file, std::string_view tag) {
    return request.if_range.empty() || request.if_range == tag || request.if_range == http_date(file.changed.tv_sec);
}

class Head {
public:
    Head(HttpAnswer& answer, unsigned status) : answer_{answer} {
        answer_.status = status;
        answer_.head =
            fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n", status, reason(status), http_date(std::time(nullptr)));
    }
    template <class Value> Head& field(std::string_view name, const Value& value) {
        answer_.head += fmt::format("{}: {}\r\n", name, value);
        return *this;
    }
    void end() {
        field("X-Content-Type-Options", "nosniff").field("Connection", answer_.keep_alive ? "keep-alive" : "close");
        answer_.head += "\r\n";
    }
    void end_with_text(bool with_body) {
        const std::string text = fmt::format("{} {}\n", answer_.status, reason(answer_.status));
        field("Content-Type", "text/plain; charset=utf-8").field("Content-Length", text.size()).end();
        if (with_body) answer_.head += text;
    }

private:
    HttpAnswer& answer_;
};

HttpAnswer refused(const HttpRequest& request, unsigned status) {
    HttpAnswer answer;
    answer.keep_alive = request.keep_alive;
    Head head{answer, status};
    if (status == 405) head.field("Allow", "GET, HEAD");
    head.end_with_text(request.method != HttpRequest::Method::head);
    return answer;
}

// Only the path that was sent, with a slash: so it leads nowhere else, and "//host" is no host (RFC 9110 §15.4.2).
HttpAnswer moved(const HttpRequest& request) {
    HttpAnswer answer;
    answer.keep_alive = request.keep_alive;
    const std::string_view target{request.target};
    const std::size_t from = std::min(target.find_first_not_of('/'), target.size());
    Head{answer, 301}
        .field("Location", fmt::format("/{}/", target.substr(from, target.find_first_of("?#") - from)))
        .end_with_text(request.method != HttpRequest::Method::head);
    return answer;
}

HttpAnswer with_file(const HttpRequest& request, std::string_view path, OpenFile file) {
    HttpAnswer answer;
    answer.keep_alive = request.keep_alive;
    const std::string tag = entity_tag(file);
    const auto common = [&](Head& head) -> Head& {
        return head.field("ETag", tag).field("Last-Modified", http_date(file.changed.tv_sec));
    };
    if (is_unchanged(request, file, tag)) {
        Head head{answer, 304};
        common(head).end();
        return answer;
    }
    answer.part = {0, file.size};
    const RangeIs range = request.method == HttpRequest::Method::get && may_be_a_part(request, file, tag)
                              ? parse_range(request.range, file.size, answer.part)
                              : RangeIs::left_out;
    if (range == RangeIs::unsatisfiable) {
        answer.part = {};
        Head{answer, 416}.field("Content-Range", fmt::format("bytes */{}", file.size)).end_with_text(true);
        return answer;
    }
    Head head{answer, range == RangeIs::satisfiable ? 206U : 200U};
    if (range == RangeIs::satisfiable)
        head.field("Content-Range", fmt::format("bytes {}-{}/{}", answer.part.begin,
                                                answer.part.begin + answer.part.size - 1, file.size));
    common(head)
        .field("Accept-Ranges", "bytes")
        .field("Content-Type", content_type(path))
        .field("Content-Length", answer.part.size)
        .end();
    if (request.method == HttpRequest::Method::head) answer.part = {};
    answer.file = std::move(file);
    return answer;
}

} // namespace

std::string http_date(std::time_t time) {
    std::tm parts{};
    ::gmtime_r(&time, &parts);
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", days.at(static_cast<std::size_t>(parts.tm_wday)),
                       parts.tm_mday, months.at(static_cast<std::size_t>(parts.tm_mon)), parts.tm_year + 1900,
                       parts.tm_hour, parts.tm_min, parts.tm_sec);
}

std::time_t time_of_http_date(const std::string& text) {
    std::tm parts{};
    const char* const end = ::strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
    return end != nullptr && *end == '\0' ? ::timegm(&parts) : -1;
}

HttpAnswer refusal(unsigned status) { return refused({}, status); }

HttpAnswer answer_to(const HttpRequest& request, const DocumentRoot& root) {
    if (request.method == HttpRequest::Method::other) return refused(request, 405);
    const std::string path = path_of_target(request.target);
    if (path.empty()) return refused(request, 400);
    OpenFile file;
    switch (root.open(path, file)) {
    case Found::file: return with_file(request, path, std::move(file));
    case Found::folder: return moved(request);
    case Found::forbidden: return refused(request, 403);
    case Found::nothing: break;
    }
    return refused(request, 404);
}

} // namespace vitrine::apps
