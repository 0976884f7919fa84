// Many connections at once: the heap that each keeps while idle, and what their number does to speed.
#include "bench/stacks.h"

#include <benchmark/benchmark.h>
#include <malloc.h>
#include <unistd.h>

#include <array>

namespace vitrine::bench {

namespace {

constexpr std::size_t idle_count = 1000;                                   // connections whose heap is averaged
constexpr std::array<std::size_t, 5> pool_sizes{1, 10, 100, 1000, 10'000}; // connections
constexpr std::size_t message_size = 16'384;                               // bytes; one record
constexpr std::int64_t messages = 20'000;                                  // through all connections of a pool together
constexpr std::int64_t handshakes = 100;

// Ten thousand connections of some stacks take a gigabyte.
bool has_room_for(std::size_t connections) {
    return connections <= 1000 || ::sysconf(_SC_PHYS_PAGES) >= (std::int64_t{3} << 30) / ::sysconf(_SC_PAGESIZE);
}

std::size_t heap_in_use() { // allocated and not freed, what the allocator adds included
    const struct mallinfo2 now = ::mallinfo2();
    return now.uordblks + now.hblkhd;
}

// Connections that have shaken hands, as many as asked for. They take turns, so one wire is enough for all.
template <class Stack> class Pool {
public:
    using Pair = typename Stack::Pair;

    Pool() : configs_{usual, certificates_of(usual.key_kind)} {
        grow_to(1); // what the first connection of a stack makes for all is not its own
        pairs_.clear();
        heap_before_ = heap_in_use();
    }

    void grow_to(std::size_t size) {
        while (pairs_.size() < size) {
            pairs_.push_back(one_more());
            establish(*pairs_.back());
            for (const Side side : {Side::client, Side::server}) pairs_.back()->rest(side);
        }
    }
    std::unique_ptr<Pair> one_more() { return std::make_unique<Pair>(configs_, wire_); }
    void end(Side side) {
        for (const auto& pair : pairs_) pair->end(side);
    }
    Pair& operator[](std::size_t number) { return *pairs_[number]; }
    double heap_per_pair() const {
        return static_cast<double>(heap_in_use() - heap_before_) / static_cast<double>(pairs_.size());
    }

private:
    typename Stack::Configs configs_;
    typename Pair::Wire wire_;
    std::vector<std::unique_ptr<Pair>> pairs_;
    std::size_t heap_before_ = 0;
};

template <class Stack> void idle_heap(benchmark::State& state) {
    for (auto _ : state) {
        Pool<Stack> pool;
        pool.grow_to(idle_count);
        const std::size_t both = heap_in_use();
        pool.end(Side::client);
        const std::size_t servers = heap_in_use();
        pool.end(Side::server);
        const std::size_t none = heap_in_use();
        state.counters["client_bytes"] = static_cast<double>(both - servers) / idle_count;
        state.counters["server_bytes"] = static_cast<double>(servers - none) / idle_count;
    }
}

// The pool of a stack, which its rows share: made when first asked for, so that a row alone can be run, too.
template <class Stack> struct SharedPool {
    Pool<Stack>& of_size(std::size_t size) {
        if (!pool) pool = std::make_unique<Pool<Stack>>();
        pool->grow_to(size);
        return *pool;
    }
    std::unique_ptr<Pool<Stack>> pool;
};

// A message through each connection in turn: the more there are, the less of them lies in a cache.
template <class Stack> void write_and_read(benchmark::State& state, SharedPool<Stack>& shared, std::size_t size) {
    Pool<Stack>& pool = shared.of_size(size);
    const Bytes message(message_size, 0x5a);
    Bytes received(message_size);
    std::size_t next = 0;
    for (auto _ : state) {
        pool[next].write_and_read(message, received);
        next = next + 1 == size ? 0 : next + 1;
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(message_size));
    state.counters["pair_bytes"] = pool.heap_per_pair();
}

// One handshake more, and another, while all these connections are there.
template <class Stack> void shake_hands(benchmark::State& state, SharedPool<Stack>& shared, std::size_t size) {
    Pool<Stack>& pool = shared.of_size(size);
    for (auto _ : state) establish(*pool.one_more());
    state.SetItemsProcessed(state.iterations());
    if (size == pool_sizes.back()) shared.pool.reset(); // it was the last row: room for the next stack
}

std::string among(std::size_t size) { return ", connections: " + std::to_string(size); }

template <class Stack> void add_pools(Stack stack) {
    const auto shared = std::make_shared<SharedPool<Stack>>();
    for (const std::size_t size : pool_sizes) {
        if (!has_room_for(size)) continue;
        benchmark::RegisterBenchmark(
            in_row("write + read, AES-128, " + std::to_string(message_size) + " B" + among(size), stack).c_str(),
            [=](benchmark::State& state) { write_and_read(state, *shared, size); })
            ->Iterations(messages);
        benchmark::RegisterBenchmark(in_row("full handshake, RSA-2048, X25519" + among(size), stack).c_str(),
                                     [=](benchmark::State& state) { shake_hands(state, *shared, size); })
            ->Iterations(handshakes);
    }
}

} // namespace

void register_benchmarks() {
    for_each_stack([](auto stack) {
        benchmark::RegisterBenchmark(in_row("heap of an idle connection", stack).c_str(), idle_heap<decltype(stack)>)
            ->Iterations(1);
    });
    for_each_stack([](auto stack) { add_pools(stack); });
}

} // namespace vitrine::bench
