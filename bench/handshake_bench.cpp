// Full handshakes in memory: both sides, each side's own CPU time, and two threads at once. The client verifies chain
// and name.
#include "bench/cpu_time.h"
#include "bench/stacks.h"

#include <benchmark/benchmark.h>

#include <array>

namespace vitrine::bench {

namespace {

template <class Stack> struct Shared { // by all connections of a row
    explicit Shared(const Scenario& scenario) : configs{scenario, certificates_of(scenario.key_kind)} {
        if (scenario.resumed == Resumed::no) return;
        typename Stack::Pair::Wire wire;
        typename Stack::Pair first{configs, wire};
        establish(first);
        configs.remember(first);
    }
    typename Stack::Configs configs;
};

// Makes both ends, shakes hands, lets both ends go: all of it is timed.
template <class Stack> void both_sides(benchmark::State& state, const std::shared_ptr<Shared<Stack>>& shared) {
    typename Stack::Pair::Wire wire;
    for (auto _ : state) {
        typename Stack::Pair pair{shared->configs, wire};
        establish(pair);
    }
    state.SetItemsProcessed(state.iterations());
}

template <class Stack> void resumed(benchmark::State& state, const std::shared_ptr<Shared<Stack>>& shared) {
    typename Stack::Pair::Wire wire;
    for (auto _ : state) {
        typename Stack::Pair pair{shared->configs, wire};
        establish(pair);
        if (!pair.resumed()) return state.SkipWithError("the session was not resumed");
    }
    state.SetItemsProcessed(state.iterations());
}

// A pair that times what one of its sides does, from its making to its end.
template <class Pair> class HalfTimed {
public:
    HalfTimed(Pair& pair, Side timed) : pair_{pair}, timed_{timed} {}

    void start(Side side) {
        on_the_clock(side, [&] { pair_.start(side); });
    }
    void advance(Side side) {
        on_the_clock(side, [&] { pair_.advance(side); });
    }
    void end(Side side) {
        on_the_clock(side, [&] { pair_.end(side); });
    }
    bool established(Side side) const { return pair_.established(side); }
    double seconds() const { return stopwatch_.seconds(); }

private:
    template <class Work> void on_the_clock(Side side, Work work) {
        if (side == timed_)
            stopwatch_.time(work);
        else
            work();
    }

    Pair& pair_;
    Side timed_;
    Stopwatch stopwatch_;
};

template <class Stack>
void one_side(benchmark::State& state, const std::shared_ptr<Shared<Stack>>& shared, Side timed) {
    typename Stack::Pair::Wire wire;
    for (auto _ : state) {
        typename Stack::Pair pair{shared->configs, wire};
        HalfTimed half{pair, timed};
        establish(half);
        half.end(Side::client);
        half.end(Side::server);
        state.SetIterationTime(half.seconds());
    }
    state.SetItemsProcessed(state.iterations());
}

struct Row {
    std::string name;
    Scenario scenario;
};

// clang-format off
const std::array rows{
    Row{"RSA-2048, X25519",    {KeyKind::rsa_2048, Group::x25519, Suite::aes_128}},
    Row{"RSA-2048, P-256",     {KeyKind::rsa_2048, Group::p256,   Suite::aes_128}},
    Row{"ECDSA P-256, X25519", {KeyKind::p256,     Group::x25519, Suite::aes_128}},
    Row{"ECDSA P-256, P-256",  {KeyKind::p256,     Group::p256,   Suite::aes_128}},
};
// clang-format on

void add_row(const std::string& row, const Scenario& scenario) {
    for_each_stack([&](auto stack) {
        using Stack = decltype(stack);
        const auto shared = std::make_shared<Shared<Stack>>(scenario);
        benchmark::RegisterBenchmark(in_row("full handshake, " + row, stack).c_str(), both_sides<Stack>, shared);
    });
    for (const auto& [name, side] : {std::pair{"client", Side::client}, {"server", Side::server}})
        for_each_stack([&, name = name, side = side](auto stack) {
            using Stack = decltype(stack);
            const auto shared = std::make_shared<Shared<Stack>>(scenario);
            const std::string what = std::string{"full handshake, the "} + name + " alone, " + row;
            benchmark::RegisterBenchmark(in_row(what, stack).c_str(), one_side<Stack>, shared, side)->UseManualTime();
        });
}

// GnuTLS keeps sessions by ID only in a database of the application's own, so it has no figure there.
void add_resumed(const std::string& how, Resumed by) {
    for_each_stack([&](auto stack) {
        using Stack = decltype(stack);
        if (by == Resumed::by_session_id && Stack::name == "gnutls") return;
        const auto shared = std::make_shared<Shared<Stack>>(Scenario{.resumed = by});
        benchmark::RegisterBenchmark(in_row("resumed handshake, by " + how, stack).c_str(), resumed<Stack>, shared);
    });
}

// Rates by the clock on the wall: what a machine gets done, with one thread and with two.
void add_threads(const std::string& row, const Scenario& scenario) {
    for (const int threads : {1, 2})
        for_each_stack([&](auto stack) {
            using Stack = decltype(stack);
            const auto shared = std::make_shared<Shared<Stack>>(scenario);
            const std::string what = "full handshake, " + std::to_string(threads) +
                                     (threads == 1 ? " thread, " : " threads at once, ") + row;
            benchmark::RegisterBenchmark(in_row(what, stack).c_str(), both_sides<Stack>, shared)
                ->Threads(threads)
                ->UseRealTime();
        });
}

} // namespace

void register_benchmarks() {
    for (const auto& [name, scenario] : rows) add_row(name, scenario);
    add_resumed("ticket", Resumed::by_ticket);
    add_resumed("session ID", Resumed::by_session_id);
    add_threads(rows[0].name, rows[0].scenario);
}

} // namespace vitrine::bench
