// What a server does with the plaintext: echo it, reverse its lines, swallow it, send some, show a page.
#include "apps/services.h"

#include "apps/status_page.h"

#include <algorithm>
#include <utility>

namespace vitrine::apps {

Service::Service(std::function<void(tls::Connection&)> on_established) : on_established_{std::move(on_established)} {}

bool Service::give(tls::Inlet& from_app) {
    const MutableView space = from_app.space();
    const View data = queue_.data().first(std::min(queue_.size(), space.size()));
    if (data.empty()) return false;
    std::copy(data.begin(), data.end(), space.begin());
    from_app.commit(data.size());
    queue_.consume(data.size());
    return true;
}

bool Service::exchange(tls::Connection& connection) {
    if (!connection.established() || connection.ending() == tls::Ending::failed) return false;
    tls::Outlet& to_app = connection.to_app();
    if (taken_ == 0 && !to_app.data().empty()) {
        taken_ = to_app.data().size();
        if (!closed_) take(to_app.data());
    }
    if (queue_.empty() && !closed_) produce(connection);
    bool moved = give(connection.from_app());
    if (queue_.empty() && taken_ > 0) {
        to_app.consume(std::exchange(taken_, 0));
        moved = true;
    }
    if (done() && queue_.empty() && !std::exchange(closed_, true)) {
        connection.close();
        moved = true;
    }
    return moved;
}

namespace {

class Echo final : public Service {
    using Service::Service;
    void take(View data) override { queue_.append(data); }
};

class Sink final : public Service {
    using Service::Service;
    void take(View) override {}
};

class Reverse final : public Service {               // each line, the end of the line excepted
    static constexpr std::size_t max_line = 1 << 16; // a longer one is reversed in pieces

    using Service::Service;
    void take(View data) override {
        for (const std::uint8_t byte : data) {
            if (byte == '\n' || line_.size() == max_line) turn();
            if (byte == '\n')
                queue_.append(View{&byte, 1});
            else
                line_.push_back(byte);
        }
    }

    void turn() {
        const bool carriage_return = !line_.empty() && line_.back() == '\r';
        std::reverse(line_.begin(), line_.end() - (carriage_return ? 1 : 0));
        queue_.append(line_);
        line_.clear();
    }

    Bytes line_;
};

class Source final : public Service {
public:
    Source(std::uint64_t size, std::function<void(tls::Connection&)> on_established)
        : Service{std::move(on_established)}, left_{size} {}

private:
    void take(View) override {}
    void produce(tls::Connection&) override {
        static const Bytes pattern(1 << 14, '.');
        const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(left_, pattern.size()));
        queue_.append(View{pattern}.first(size));
        left_ -= size;
    }
    bool done() const override { return left_ == 0; }
    bool listens() const override { return left_ == 0 && queue_.empty(); } // a close_notify would end the sending

    std::uint64_t left_;
};

class Page final : public Service { // answers one request of HTTP/1.x
public:
    Page(const BoundedStory& story, std::function<void(tls::Connection&)> on_established)
        : Service{std::move(on_established)}, story_{story} {}

private:
    static constexpr std::size_t max_request = 1 << 14;

    void take(View data) override {
        request_.append(as_text(data.first(std::min(data.size(), max_request - request_.size()))));
    }
    void produce(tls::Connection& connection) override {
        const bool whole = request_.find("\r\n\r\n") != std::string::npos ||
                           request_.find("\n\n") != std::string::npos || request_.size() == max_request;
        if (answered_ || !whole) return;
        queue_.append(as_bytes(status_response(connection, story_, request_)));
        answered_ = true;
    }
    bool done() const override { return answered_; }

    const BoundedStory& story_;
    std::string request_;
    bool answered_ = false;
};

} // namespace

std::unique_ptr<Service> make_service(const ServiceChoice& choice, const BoundedStory& story,
                                      std::function<void(tls::Connection&)> on_established) {
    switch (choice.kind) {
    case ServiceChoice::Kind::reverse: return std::make_unique<Reverse>(std::move(on_established));
    case ServiceChoice::Kind::page: return std::make_unique<Page>(story, std::move(on_established));
    case ServiceChoice::Kind::sink: return std::make_unique<Sink>(std::move(on_established));
    case ServiceChoice::Kind::source: return std::make_unique<Source>(choice.source_size, std::move(on_established));
    case ServiceChoice::Kind::echo: break;
    }
    return std::make_unique<Echo>(std::move(on_established));
}

} // namespace vitrine::apps
