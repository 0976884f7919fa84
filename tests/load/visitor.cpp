// One client of many.
#include "tests/load/visitor.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace vitrine::load {

namespace {

using std::chrono::steady_clock;

std::uint32_t microseconds_since(steady_clock::time_point begun) {
    const auto passed = std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - begun).count();
    return static_cast<std::uint32_t>(std::min<std::int64_t>(passed, UINT32_MAX));
}

// What comes of a coroutine that throws is one thing that is wrong.
asio::awaitable<bool> noted(Crowd& crowd, asio::awaitable<void> act) {
    try {
        co_await std::move(act);
        co_return true;
    } catch (const std::exception&) {
        crowd.note(std::current_exception());
        co_return false;
    }
}

std::size_t content_length(std::string_view head) {
    constexpr std::string_view field = "Content-Length: ";
    const std::size_t at = head.find(field);
    std::size_t size = 0;
    if (at == std::string_view::npos) throw std::runtime_error{"an answer without Content-Length"};
    std::from_chars(head.data() + at + field.size(), head.data() + head.size(), size);
    return size;
}

} // namespace

Crowd::Crowd(const std::string& host, const std::string& port, const std::string& trusted_file) : name{host} {
    tls.load_verify_file(trusted_file);
    server = *asio::ip::tcp::resolver{io}.resolve(host, port).begin();
}

void Crowd::note(std::string_view what) {
    if (wrong++ == 0) first_wrong = what;
}

void Crowd::note(const std::exception_ptr& error) {
    try {
        std::rethrow_exception(error);
    } catch (const std::exception& known) {
        note(known.what());
    }
}

std::string Crowd::report(steady_clock::duration took) const {
    std::vector<std::uint32_t> sorted = latencies;
    std::ranges::sort(sorted);
    const auto at = [&](double part) {
        return sorted.empty() ? 0 : sorted[static_cast<std::size_t>(static_cast<double>(sorted.size() - 1) * part)];
    };
    std::string quoted;
    for (const char c : first_wrong)
        if (c >= ' ' && c != '"' && c != '\\') quoted.push_back(c);
    return fmt::format(R"({{"arrived": {}, "answers": {}, "wrong": {}, "first_wrong": "{}", "seconds": {:.3f}, )"
                       R"("p50": {}, "p99": {}, "max": {}}})",
                       arrived, answers, wrong, quoted, std::chrono::duration<double>(took).count(), at(0.5), at(0.99),
                       at(1));
}

asio::awaitable<bool> Visitor::arrive() {
    const auto act = [this]() -> asio::awaitable<void> {
        co_await stream_.next_layer().async_connect(crowd_.server, asio::use_awaitable);
        stream_.next_layer().set_option(asio::ip::tcp::no_delay{true});
        stream_.set_server_name(crowd_.name);
        co_await stream_.async_handshake(net::stream_base::client, asio::use_awaitable);
        ++crowd_.arrived;
    };
    co_return co_await noted(crowd_, act());
}

asio::awaitable<bool> Visitor::echo(std::size_t size) {
    const auto act = [this, size]() -> asio::awaitable<void> {
        Bytes sent(size), back(size);
        ++round_;
        for (std::size_t i = 0; i < size; ++i)
            sent[i] = static_cast<std::uint8_t>(i * 31 + round_ * 7 + crowd_.answers);
        const auto begun = steady_clock::now();
        co_await asio::async_write(stream_, asio::buffer(sent), asio::use_awaitable);
        co_await asio::async_read(stream_, asio::buffer(back), asio::use_awaitable);
        crowd_.latencies.push_back(microseconds_since(begun));
        if (back != sent) throw std::runtime_error{"what came back is not what was sent"};
        ++crowd_.answers;
    };
    co_return co_await noted(crowd_, act());
}

asio::awaitable<bool> Visitor::get(const std::string& target) {
    const auto act = [this, &target]() -> asio::awaitable<void> {
        const std::string request = fmt::format("GET {} HTTP/1.1\r\nHost: {}\r\n\r\n", target, crowd_.name);
        std::string answer;
        const auto begun = steady_clock::now();
        co_await asio::async_write(stream_, asio::buffer(request), asio::use_awaitable);
        const std::size_t head =
            co_await asio::async_read_until(stream_, asio::dynamic_buffer(answer), "\r\n\r\n", asio::use_awaitable);
        if (!answer.starts_with("HTTP/1.1 200 ")) throw std::runtime_error{answer.substr(0, 30)};
        const std::size_t whole = head + content_length(answer);
        if (answer.size() < whole)
            co_await asio::async_read(stream_, asio::dynamic_buffer(answer),
                                      asio::transfer_exactly(whole - answer.size()), asio::use_awaitable);
        crowd_.latencies.push_back(microseconds_since(begun));
        if (answer.size() != whole) throw std::runtime_error{"more came than was promised"};
        ++crowd_.answers;
    };
    co_return co_await noted(crowd_, act());
}

asio::awaitable<bool> Visitor::leave() {
    asio::error_code ignored; // many a server goes when it has read our close_notify
    co_await stream_.async_shutdown(asio::redirect_error(asio::use_awaitable, ignored));
    stream_.next_layer().close(ignored);
    co_return true;
}

} // namespace vitrine::load
