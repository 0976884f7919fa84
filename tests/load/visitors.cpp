// Many clients at once in one thread, for trying a server: they come, stay, ask, check each byte, and tell how long it
// took. `visitors HOST PORT CA.pem idle|echo|get|handshakes ...`; a line of JSON on stdout at the end.
#include "tests/load/visitor.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdio>
#include <iostream>

namespace vitrine::load {
namespace {

// As many visits as were asked for, some of them at a time.
asio::awaitable<void> one_after_another(Crowd& crowd, std::size_t& left, auto visit) {
    while (left > 0) {
        --left;
        co_await visit(crowd);
    }
}

void run_all(Crowd& crowd, std::size_t visits, std::size_t at_once, auto visit) {
    std::size_t left = visits;
    for (std::size_t i = 0; i < at_once; ++i)
        asio::co_spawn(crowd.io, one_after_another(crowd, left, visit), [&crowd](const std::exception_ptr& error) {
            if (error) crowd.note(error);
        });
    crowd.io.restart();
    crowd.io.run();
}

constexpr std::size_t handshakes_at_once = 64;

// Comes and stays; once stdin has ended, asks for an echo and leaves.
void stay(Crowd& crowd, std::size_t count) {
    std::vector<std::unique_ptr<Visitor>> present;
    run_all(crowd, count, handshakes_at_once, [&present](Crowd& of) -> asio::awaitable<void> {
        auto visitor = std::make_unique<Visitor>(of);
        if (co_await visitor->arrive()) present.push_back(std::move(visitor));
    });
    fmt::print("READY {}\n", present.size());
    std::fflush(stdout);
    std::cin.ignore(std::numeric_limits<std::streamsize>::max()); // the end of stdin
    run_all(crowd, present.size(), handshakes_at_once, [&present](Crowd&) -> asio::awaitable<void> {
        const auto visitor = std::move(present.back());
        present.pop_back();
        co_await visitor->echo(100);
        co_await visitor->leave();
    });
}

void talk(Crowd& crowd, std::size_t count, std::size_t rounds, std::size_t size) {
    run_all(crowd, count, count, [rounds, size](Crowd& of) -> asio::awaitable<void> {
        Visitor visitor{of};
        if (!co_await visitor.arrive()) co_return;
        for (std::size_t i = 0; i < rounds; ++i)
            if (!co_await visitor.echo(size)) co_return;
        co_await visitor.leave();
    });
}

void fetch(Crowd& crowd, std::size_t count, std::size_t rounds, const std::string& target) {
    run_all(crowd, count, count, [rounds, &target](Crowd& of) -> asio::awaitable<void> {
        Visitor visitor{of};
        if (!co_await visitor.arrive()) co_return;
        for (std::size_t i = 0; i < rounds; ++i)
            if (!co_await visitor.get(target)) co_return;
        co_await visitor.leave();
    });
}

void shake_hands(Crowd& crowd, std::size_t count, std::size_t at_once) {
    run_all(crowd, count, at_once, [](Crowd& of) -> asio::awaitable<void> {
        Visitor visitor{of};
        if (co_await visitor.arrive()) co_await visitor.leave();
    });
}

std::size_t number(const char* text) {
    std::size_t value = 0;
    const std::string_view digits{text};
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size() || value == 0)
        throw std::invalid_argument{fmt::format("{} is no number", text)};
    return value;
}

int run(int count, char** words) {
    const std::string_view mode = count > 4 ? words[4] : "";
    const std::size_t wanted = mode == "idle" ? 6 : mode == "handshakes" ? 7 : mode == "echo" || mode == "get" ? 8 : 0;
    if (wanted == 0 || static_cast<std::size_t>(count) != wanted) {
        std::cerr
            << "visitors HOST PORT CA.pem idle N | handshakes N AT_ONCE | echo N ROUNDS SIZE | get N ROUNDS /TARGET\n";
        return 1;
    }
    Crowd crowd{words[1], words[2], words[3]};
    const std::size_t visitors = number(words[5]);
    const auto begun = std::chrono::steady_clock::now();
    if (mode == "idle") stay(crowd, visitors);
    if (mode == "handshakes") shake_hands(crowd, visitors, number(words[6]));
    if (mode == "echo") talk(crowd, visitors, number(words[6]), number(words[7]));
    if (mode == "get") fetch(crowd, visitors, number(words[6]), words[7]);
    fmt::print("{}\n", crowd.report(std::chrono::steady_clock::now() - begun));
    return crowd.wrong == 0 ? 0 : 2;
}

} // namespace
} // namespace vitrine::load

int main(int count, char** words) {
    try {
        return vitrine::load::run(count, words);
    } catch (const std::exception& error) {
        std::cerr << "visitors: " << error.what() << '\n';
        return 1;
    }
}
