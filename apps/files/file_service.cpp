// Gives out the files of a folder by HTTP/1.1.
#include "apps/files/file_service.h"

#include "apps/terminal.h"

#include <algorithm>
#include <fmt/format.h>
#include <unistd.h>

namespace vitrine::apps {

// What came stays in the connection's buffer until it is answered: so the client's close_notify, behind which nothing
// may be sent (RFC 5246 §7.2.1), is not met before.
bool FileService::exchange(tls::Connection& connection) {
    if (!connection.established() || connection.ending() == tls::Ending::failed) return false;
    bool moved = listen(connection.to_app());
    moved = say(connection) || moved;
    while (said_it() && !last_ && answer_next()) moved = say(connection) || moved;
    if (!said_it()) return moved;
    if (taken_ > 0) {
        connection.to_app().consume(std::exchange(taken_, 0));
        moved = true;
    }
    if (last_ && !std::exchange(closed_, true)) {
        connection.close();
        moved = true;
    }
    return moved;
}

bool FileService::listen(tls::Outlet& to_app) {
    if (taken_ > 0 || to_app.data().empty()) return false;
    taken_ = to_app.data().size();
    if (!last_) asked_ += as_text(to_app.data());
    return true;
}

// True if there was a whole request to be answered, or too much of one.
bool FileService::answer_next() {
    const std::size_t end = end_of_head(asked_, std::exchange(searched_, asked_.size()));
    const bool too_large = end == std::string::npos ? asked_.size() > max_request_head : end > max_request_head;
    if (!too_large && end == std::string::npos) return false;
    searched_ = 0;
    HttpRequest request;
    const std::string head = asked_.substr(0, end);
    asked_.erase(0, head.size());
    const unsigned refused_by = too_large ? 431 : parse_request(head, request);
    if (refused_by != 0)
        answer(refusal(refused_by), "a request that cannot be read");
    else
        answer(answer_to(request, *root_), fmt::format("{} \"{}\"", request.method_name, request.target));
    return true;
}

void FileService::answer(HttpAnswer answer, const std::string& asked) {
    head_.append(as_bytes(answer.head));
    file_ = std::move(answer.file.descriptor);
    at_ = answer.part.begin;
    left_ = answer.part.size;
    last_ = !answer.keep_alive;
    log_(escaped(fmt::format("{} {} {} bytes", asked, answer.status, left_)));
}

bool FileService::say(tls::Connection& connection) {
    const MutableView space = connection.from_app().space();
    const View data = head_.data().first(std::min(head_.size(), space.size()));
    if (!data.empty()) {
        std::copy(data.begin(), data.end(), space.begin());
        connection.from_app().commit(data.size());
        head_.consume(data.size());
    }
    return (head_.empty() && left_ > 0 && say_file(connection)) || !data.empty();
}

bool FileService::say_file(tls::Connection& connection) {
    const MutableView space = connection.from_app().space();
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(left_, space.size()));
    if (size == 0) return false;
    const ssize_t got = ::pread(file_.number(), space.data(), size, static_cast<off_t>(at_));
    if (got <= 0) { // it was promised whole: the client must not take what it has for that
        left_ = 0;
        last_ = true;
        connection.abort(tls::AlertDescription::internal_error, "the file became shorter while it was sent");
        return true;
    }
    connection.from_app().commit(static_cast<std::size_t>(got));
    at_ += static_cast<std::uint64_t>(got);
    left_ -= static_cast<std::uint64_t>(got);
    if (left_ == 0) file_ = {};
    return true;
}

} // namespace vitrine::apps
