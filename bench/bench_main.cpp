// What every benchmark program begins with: what runs is told beside what is measured.
#include "bench/machine.h"
#include "crypto/aes_gcm.h"
#include "crypto/chacha20_poly1305.h"
#if VITRINE_BENCH_GNUTLS
#include <gnutls/gnutls.h>
#endif

#include <benchmark/benchmark.h>
#include <openssl/crypto.h>

#include <exception>
#include <iostream>

namespace vitrine::bench {

void register_benchmarks(); // by the program's own file

namespace {

void add_context() {
    benchmark::AddCustomContext("aes_gcm", crypto::aes_gcm_implementation());
    benchmark::AddCustomContext("chacha20_poly1305", crypto::chacha20_poly1305_implementation());
    benchmark::AddCustomContext("openssl", OpenSSL_version(OPENSSL_VERSION));
#if VITRINE_BENCH_GNUTLS
    benchmark::AddCustomContext("gnutls", std::string{"GnuTLS "} + gnutls_check_version(nullptr));
#endif
    benchmark::AddCustomContext("compiler", compiler());
    benchmark::AddCustomContext("clock_hz", std::to_string(clock_hz()));
    const AesUnits units = aes_units();
    benchmark::AddCustomContext("aes_vector", units.vector);
    benchmark::AddCustomContext("round_bytes_per_cycle", std::to_string(units.round_bytes_per_cycle));
    benchmark::AddCustomContext("gcm_bytes_per_cycle", std::to_string(units.gcm_bytes_per_cycle));
}

} // namespace

} // namespace vitrine::bench

int main(int argc, char** argv) try {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    vitrine::bench::add_context();
    vitrine::bench::register_benchmarks();
    benchmark::RunSpecifiedBenchmarks();
} catch (const std::exception& error) {
    std::cerr << "the benchmark cannot go on: " << error.what() << '\n';
    return 1;
}
