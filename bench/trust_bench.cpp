// The system's trusted certificates, from the file to a store that answers: whole, and as far as a connection needs it.
#include "tls/x509/asn1/pem.h"
#include "tls/x509/path/trust_store.h"

#include <benchmark/benchmark.h>

#include <fstream>
#include <openssl/ssl.h>
#include <sstream>

namespace vitrine::bench {
namespace {

constexpr const char* bundle = "/etc/ssl/certs/ca-certificates.crt";

std::string read_bundle() {
    std::ifstream file{bundle, std::ios::binary};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

void report(benchmark::State& state, std::size_t certificates) {
    if (certificates == 0) return state.SkipWithError("there is no bundle of Debian's on this machine");
    state.counters["certificates"] = static_cast<double>(certificates);
}

void vitrine_when_needed(benchmark::State& state) {
    std::size_t size = 0;
    for (auto _ : state) {
        x509::TrustStore store;
        for (const x509::PemBlock& block : x509::read_pem(read_bundle())) store.add_unparsed(block.der);
        size = store.size();
    }
    report(state, size);
}

void vitrine_whole(benchmark::State& state) {
    std::size_t size = 0;
    for (auto _ : state) {
        x509::TrustStore store;
        for (const x509::PemBlock& block : x509::read_pem(read_bundle()))
            store.add(x509::Certificate::parse(block.der));
        size = store.size();
    }
    report(state, size);
}

void openssl_whole(benchmark::State& state) {
    int size = 0;
    for (auto _ : state) {
        X509_STORE* const store = X509_STORE_new();
        if (X509_STORE_load_file(store, bundle) == 1) size = sk_X509_OBJECT_num(X509_STORE_get0_objects(store));
        X509_STORE_free(store);
    }
    report(state, static_cast<std::size_t>(size));
}

} // namespace

void register_benchmarks() {
    const auto add = [](const char* name, void (*measure)(benchmark::State&)) {
        benchmark::RegisterBenchmark(name, measure)->Unit(benchmark::kMillisecond);
    };
    add("trust store, parsed when needed/vitrine", vitrine_when_needed);
    add("trust store, parsed/vitrine", vitrine_whole);
    add("trust store, parsed/openssl", openssl_whole);
}

} // namespace vitrine::bench
