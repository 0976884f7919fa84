// Records in memory: written and read through whole connections, and sealed and opened bare; openssl's beside ours.
#include "bench/evp_protection.h"
#include "bench/openssl_pair.h"
#include "bench/vitrine_pair.h"
#include "tls/record/protection.h"

#include <benchmark/benchmark.h>

#include <array>

namespace vitrine::bench {

namespace {

constexpr std::array<std::size_t, 5> message_sizes{64, 256, 1350, 4096, 16'384}; // bytes of plaintext in a record

void count(benchmark::State& state, std::size_t size) {
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(size));
}

// From one application's buffer to the other's, through both record layers.
template <class Pair, class Shared> void write_and_read(benchmark::State& state, Suite suite, std::size_t size) {
    const Scenario scenario{.key_kind = KeyKind::p256, .suite = suite};
    Pair pair{Shared{scenario, make_certificates(scenario.key_kind)}};
    pair.handshake();
    const Bytes message(size, 0x5a);
    Bytes received(size);
    for (auto _ : state) {
        pair.write_and_read(message, received);
        benchmark::DoNotOptimize(received.data());
    }
    if (received != message) state.SkipWithError("what was read is not what was written");
    count(state, size);
}

struct VitrineProtection {
    explicit VitrineProtection(const tls::DirectionKeys& keys) : sealing{keys}, opening{keys} {}
    void seal(MutableView record) { seal_record(sealing, tls::ContentType::application_data, record); }
    bool open(MutableView record) {
        return open_record(opening, tls::ContentType::application_data, record).has_value();
    }
    tls::Protection sealing, opening;
};

tls::DirectionKeys keys_for(Suite suite) {
    return {.key = crypto::SecretBytes{suite == Suite::aes_128 ? 16U : 32U}, .implicit_nonce = {}};
}

// One record in one buffer, sealed where it lies.
template <class Protection> void seal(benchmark::State& state, Suite suite, std::size_t size) {
    Protection protection{keys_for(suite)};
    Bytes record(tls::sealed_prefix + size + tls::sealed_suffix);
    for (auto _ : state) protection.seal(record);
    count(state, size);
}

// The same, and opened again.
template <class Protection> void seal_and_open(benchmark::State& state, Suite suite, std::size_t size) {
    Protection protection{keys_for(suite)};
    Bytes record(tls::sealed_prefix + size + tls::sealed_suffix);
    bool opened = true;
    for (auto _ : state) {
        protection.seal(record);
        opened = protection.open(record) && opened;
    }
    if (!opened) state.SkipWithError("a record did not open");
    count(state, size);
}

using Benchmark = void (*)(benchmark::State&, Suite, std::size_t);

void add(const std::string& what, Benchmark ours, Benchmark openssl) {
    for (const auto& [suite_name, suite] : {std::pair{"AES-128", Suite::aes_128}, {"AES-256", Suite::aes_256}})
        for (const std::size_t size : message_sizes) {
            const std::string name = what + ", " + suite_name + ", " + std::to_string(size) + " B/";
            benchmark::RegisterBenchmark((name + "vitrine").c_str(), ours, suite, size);
            benchmark::RegisterBenchmark((name + "openssl").c_str(), openssl, suite, size);
        }
}

} // namespace

void register_benchmarks() {
    add("write + read", write_and_read<VitrinePair, VitrineConfigs>, write_and_read<OpensslPair, OpensslContexts>);
    add("seal", seal<VitrineProtection>, seal<EvpProtection>);
    add("seal + open", seal_and_open<VitrineProtection>, seal_and_open<EvpProtection>);
}

} // namespace vitrine::bench
