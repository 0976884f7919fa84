// What a server does with the plaintext: echo it, reverse its lines, swallow it, send some, show a page.
#include "apps/services.h"

#include "apps/bulk.h"
#include "apps/status_page.h"

#include <algorithm>
#include <utility>

namespace vitrine::apps {

bool AnsweringService::give(tls::Inlet& from_app) {
    const MutableView space = from_app.space();
    const View data = queue_.data().first(std::min(queue_.size(), space.size()));
    if (data.empty()) return false;
    std::copy(data.begin(), data.end(), space.begin());
    from_app.commit(data.size());
    queue_.consume(data.size());
    return true;
}

bool AnsweringService::exchange(tls::Connection& connection) {
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

class Echo final : public Service { // nothing is kept: what there is no room for stays where it came
public:
    using Service::Service;
    bool at_rest() const override { return answered_; }
    bool exchange(tls::Connection& connection) override {
        if (!connection.established() || connection.ending() == tls::Ending::failed) return false;
        const View data = connection.to_app().data();
        answered_ = data.empty();
        if (answered_) return false;
        const MutableView space = connection.from_app().space();
        const std::size_t size = std::min(data.size(), space.size());
        if (size == 0) return false;
        std::copy_n(data.begin(), size, space.begin());
        connection.from_app().commit(size);
        connection.to_app().consume(size);
        return true;
    }

private:
    bool answered_ = true;
};

class Reverse final : public AnsweringService {      // each line, the end of the line excepted
    static constexpr std::size_t max_line = 1 << 16; // a longer one is reversed in pieces

    using AnsweringService::AnsweringService;
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

class Page final : public AnsweringService { // answers one request of HTTP/1.x
public:
    Page(const BoundedStory& story, std::function<void(tls::Connection&)> on_established)
        : AnsweringService{std::move(on_established)}, story_{story} {}

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

std::unique_ptr<Service> make_service(const ServiceChoice& choice, const BoundedStory* story, Meter* meter,
                                      std::function<void(tls::Connection&)> on_established) {
    switch (choice.kind) {
    case ServiceChoice::Kind::reverse: return std::make_unique<Reverse>(std::move(on_established));
    case ServiceChoice::Kind::page: return std::make_unique<Page>(*story, std::move(on_established));
    case ServiceChoice::Kind::sink: return std::make_unique<Sink>(*meter, std::move(on_established));
    case ServiceChoice::Kind::source:
        return std::make_unique<Source>(choice.source_size, *meter, std::move(on_established));
    case ServiceChoice::Kind::echo:
    case ServiceChoice::Kind::files:
    case ServiceChoice::Kind::mail: break;
    }
    return std::make_unique<Echo>(std::move(on_established));
}

} // namespace vitrine::apps
