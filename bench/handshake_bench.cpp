// Full handshakes in memory, both ends in one thread, the client verifying chain and name; openssl's beside ours.
#include "bench/openssl_pair.h"
#include "bench/vitrine_pair.h"

#include <benchmark/benchmark.h>

#include <array>

namespace vitrine::bench {

namespace {

// Makes both ends, shakes hands, lets both ends go: all of it is timed.
template <class Pair, class Shared> void shake_hands(benchmark::State& state, const Scenario& scenario) {
    const Shared shared{scenario, make_certificates(scenario.key_kind)};
    for (auto _ : state) {
        Pair pair{shared};
        pair.handshake();
    }
    state.SetItemsProcessed(state.iterations());
}

struct Row {
    std::string name;
    Scenario scenario;
};

// clang-format off
const std::array rows{
    Row{"full handshake, RSA-2048, X25519",    {KeyKind::rsa_2048, Group::x25519, Suite::aes_128}},
    Row{"full handshake, RSA-2048, P-256",     {KeyKind::rsa_2048, Group::p256,   Suite::aes_128}},
    Row{"full handshake, ECDSA P-256, X25519", {KeyKind::p256,     Group::x25519, Suite::aes_128}},
    Row{"full handshake, ECDSA P-256, P-256",  {KeyKind::p256,     Group::p256,   Suite::aes_128}},
};
// clang-format on

} // namespace

void register_benchmarks() {
    for (const auto& [name, scenario] : rows) {
        benchmark::RegisterBenchmark((name + "/vitrine").c_str(), shake_hands<VitrinePair, VitrineConfigs>, scenario);
        benchmark::RegisterBenchmark((name + "/openssl").c_str(), shake_hands<OpensslPair, OpensslContexts>, scenario);
    }
}

} // namespace vitrine::bench
