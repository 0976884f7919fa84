// Records in memory: sealed and opened bare, and written and read through whole connections.
#include "bench/cpu_time.h"
#include "bench/cryptopp_protection.h"
#include "bench/stacks.h"

#include <benchmark/benchmark.h>

#include <array>
#include <type_traits>

namespace vitrine::bench {

namespace {

constexpr std::array<std::size_t, 5> message_sizes{64, 256, 1350, 4096, 16'384}; // bytes of plaintext in a record
constexpr std::size_t batch_size = 1 << 18; // bytes that are sealed, then opened: they fit into a second-level cache

void count(benchmark::State& state, std::size_t size) {
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(size));
}

// Bytes: below it the other stacks' interfaces are most of what is compared, and a copy is little of it.
constexpr std::size_t smallest_in_place = 1350;

enum class Timed : std::uint8_t { seal, open, both };

tls::DirectionKeys keys_for(Suite suite) {
    const tls::AeadCipher cipher = cipher_of(suite);
    return {cipher, crypto::SecretBytes{cipher.key_size}, crypto::SecretBytes{cipher.implicit_nonce_size}};
}

// Many records, all sealed, then all opened, each where it lies: a record can be opened only once, and in its turn.
template <class Protection> void seal_and_open(benchmark::State& state, Suite suite, std::size_t size, Timed timed) {
    Protection protection{keys_for(suite)};
    std::vector<Bytes> records(
        std::clamp<std::size_t>(batch_size / size, 1, 1024),
        Bytes(tls::record_header_size + cipher_of(suite).explicit_nonce_size + size + tls::sealed_suffix));
    bool opened = true;
    for (auto _ : state) {
        Stopwatch sealing, opening;
        sealing.time([&] {
            for (Bytes& record : records) protection.seal(record);
        });
        opening.time([&] {
            for (Bytes& record : records) opened = protection.open(record) && opened;
        });
        state.SetIterationTime((timed == Timed::open ? 0 : sealing.seconds()) +
                               (timed == Timed::seal ? 0 : opening.seconds()));
    }
    if (!opened) state.SkipWithError("a record did not open");
    count(state, size * records.size());
}

template <class Stack> struct Connected { // a pair that has shaken hands, and all it needs
    explicit Connected(const Scenario& scenario) : configs{scenario, certificates_of(scenario.key_kind)} {
        establish(pair);
    }
    typename Stack::Configs configs;
    typename Stack::Pair::Wire wire;
    typename Stack::Pair pair{configs, wire};
};

// From one application's buffer to the other's, through both record layers.
template <class Stack> void write_and_read(benchmark::State& state, Suite suite, std::size_t size) {
    Connected<Stack> connected{{.key_kind = KeyKind::p256, .suite = suite}};
    const Bytes message(size, 0x5a);
    Bytes received(size);
    for (auto _ : state) {
        connected.pair.write_and_read(message, received);
        benchmark::DoNotOptimize(received.data());
    }
    if (received != message) state.SkipWithError("what was read is not what was written");
    count(state, size);
}

// The same for an application that uses the connection's own buffers.
void write_and_read_in_place(benchmark::State& state, Suite suite, std::size_t size) {
    Connected<Vitrine> connected{{.key_kind = KeyKind::p256, .suite = suite}};
    for (auto _ : state) connected.pair.write_and_read_in_place(size);
    count(state, size);
}

std::string row(const std::string& what, Suite suite, std::size_t size) {
    return what + ", " + std::string{name_of(suite)} + ", " + std::to_string(size) + " B";
}

template <class Protection> void add_bare(const std::string& name, Suite suite, std::size_t size, Timed timed) {
    benchmark::RegisterBenchmark(name.c_str(), seal_and_open<Protection>, suite, size, timed)->UseManualTime();
}

void add_bare_records(const std::string& what, Suite suite, std::size_t size, Timed timed) {
    const std::string name = row(what, suite, size);
    for_each_stack(
        [&](auto stack) { add_bare<typename decltype(stack)::Protection>(in_row(name, stack), suite, size, timed); });
    if (cipher_of(suite).aead == tls::Aead::aes_gcm)
        add_bare<CryptoppProtection>(name + "/cryptopp", suite, size, timed);
}

void add_connections(Suite suite, std::size_t size) {
    for_each_stack([&](auto stack) {
        benchmark::RegisterBenchmark(in_row(row("write + read", suite, size), stack).c_str(),
                                     write_and_read<decltype(stack)>, suite, size);
    });
}

// Ours in place, beside the only way that the others have.
void add_connections_in_place(Suite suite, std::size_t size) {
    for_each_stack([&](auto stack) {
        const std::string name = in_row(row("write + read in place", suite, size), stack);
        if constexpr (std::is_same_v<decltype(stack), Vitrine>)
            benchmark::RegisterBenchmark(name.c_str(), write_and_read_in_place, suite, size);
        else
            benchmark::RegisterBenchmark(name.c_str(), write_and_read<decltype(stack)>, suite, size);
    });
}

} // namespace

void register_benchmarks() {
    for (const Suite suite : {Suite::aes_128, Suite::aes_256})
        for (const std::size_t size : message_sizes) {
            add_connections(suite, size);
            if (size >= smallest_in_place) add_connections_in_place(suite, size);
            add_bare_records("seal", suite, size, Timed::seal);
            add_bare_records("open", suite, size, Timed::open);
            add_bare_records("seal + open", suite, size, Timed::both);
        }
    for (const std::size_t size : {64U, 1350U, 16'384U}) { // not all that AES has, to save time
        add_connections(Suite::chacha20, size);
        add_bare_records("seal", Suite::chacha20, size, Timed::seal);
        add_bare_records("open", Suite::chacha20, size, Timed::open);
    }
}

} // namespace vitrine::bench
