// Bulk data over a TCP connection on the loopback interface: one thread a side, each on a core of its own.
#include "bench/loopback.h"
#include "bench/stacks.h"

#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include <array>
#include <chrono>
#include <csignal>
#include <exception>
#include <thread>

namespace vitrine::bench {

namespace {

using std::chrono::steady_clock;

constexpr std::array<std::size_t, 2> message_sizes{1350, 16'384}; // bytes an application writes at once
constexpr std::size_t warm_up = 1 << 23;                          // bytes before the clock starts, about
constexpr std::size_t total = 1 << 28;                            // bytes on the clock, about

double seconds_of(const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

struct CpuUse {
    double user = 0, system = 0; // seconds
};

CpuUse cpu_use() { // of this thread, so far
    rusage use{};
    ::getrusage(RUSAGE_THREAD, &use);
    return {seconds_of(use.ru_utime), seconds_of(use.ru_stime)};
}

struct Leg { // what one side spent on the bytes that are on the clock
    CpuUse cpu;
    steady_clock::time_point begun, ended;
};

// Calls `move` with what is left until nothing is; it says how much it moved.
template <class Move> void move_all(std::size_t size, Move move) {
    while (size > 0) size -= move(size);
}

// Messages for the warm-up, then those on the clock. Both sides change over at the same byte.
template <class Move> Leg run_leg(std::size_t message_size, Move move) {
    move_all(warm_up / message_size * message_size, move);
    Leg leg;
    const CpuUse before = cpu_use();
    leg.begun = steady_clock::now();
    move_all(total / message_size * message_size, move);
    leg.ended = steady_clock::now();
    const CpuUse after = cpu_use();
    leg.cpu = {after.user - before.user, after.system - before.system};
    return leg;
}

// Runs `work` in a thread on that core; join() passes on what it throws.
class PinnedThread {
public:
    template <class Work>
    PinnedThread(std::size_t core, Work work)
        : thread_{[this, core, work] {
              try {
                  stay_on_core(core);
                  work();
              } catch (...) {
                  trouble_ = std::current_exception();
              }
          }} {}
    void join() {
        thread_.join();
        if (trouble_) std::rethrow_exception(trouble_);
    }

private:
    std::exception_ptr trouble_;
    std::thread thread_;
};

template <class Stack> std::array<Leg, 2> transfer(const typename Stack::Configs& configs, std::size_t size) {
    const auto sockets = loopback_connection();
    std::array<Leg, 2> legs;
    PinnedThread server{1, [&] {
                            typename Stack::SocketEnd end{configs, Side::server, sockets[1]};
                            end.handshake();
                            Bytes received(size);
                            legs[1] = run_leg(size, [&](std::size_t left) {
                                return end.read(MutableView{received}.first(std::min(left, size)));
                            });
                        }};
    PinnedThread client{0, [&] {
                            typename Stack::SocketEnd end{configs, Side::client, sockets[0]};
                            end.handshake();
                            const Bytes message(size, 0x5a);
                            legs[0] = run_leg(size, [&](std::size_t) {
                                end.write(message);
                                return message.size();
                            });
                        }};
    client.join();
    server.join();
    return legs;
}

// Throughput by the clock on the wall, from the first byte written to the last byte read; counters: what share of the
// time each side's core spent in the program and in the system.
template <class Stack> void over_sockets(benchmark::State& state, Suite suite, std::size_t size) {
    const Scenario scenario{.suite = suite};
    const typename Stack::Configs configs{scenario, certificates_of(scenario.key_kind)};
    for (auto _ : state) {
        const auto legs = transfer<Stack>(configs, size);
        const double seconds = std::chrono::duration<double>(legs[1].ended - legs[0].begun).count();
        state.SetIterationTime(seconds);
        state.counters["client_user"] = legs[0].cpu.user / seconds;
        state.counters["client_system"] = legs[0].cpu.system / seconds;
        state.counters["server_user"] = legs[1].cpu.user / seconds;
        state.counters["server_system"] = legs[1].cpu.system / seconds;
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(total / size * size));
}

} // namespace

void register_benchmarks() {
    std::signal(SIGPIPE, SIG_IGN); // if one side fails, the other is to say so
    if (core_count() < 2) benchmark::AddCustomContext("sockets", "both sides share one core");
    for (const Suite suite : {Suite::aes_128, Suite::aes_256})
        for (const std::size_t size : message_sizes)
            for_each_stack([&](auto stack) {
                const std::string row =
                    "loopback sockets, " + std::string{name_of(suite)} + ", " + std::to_string(size) + " B";
                benchmark::RegisterBenchmark(in_row(row, stack).c_str(), over_sockets<decltype(stack)>, suite, size)
                    ->UseManualTime()
                    ->Iterations(1);
            });
}

} // namespace vitrine::bench
