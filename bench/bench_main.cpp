// What every benchmark program begins with: what runs is told beside what is measured.
#include "crypto/aes_gcm.h"

#include <benchmark/benchmark.h>
#include <openssl/crypto.h>

namespace vitrine::bench {

void register_benchmarks(); // by the program's own file

} // namespace vitrine::bench

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    benchmark::AddCustomContext("aes_gcm", vitrine::crypto::aes_gcm_implementation());
    benchmark::AddCustomContext("openssl", OpenSSL_version(OPENSSL_VERSION));
    benchmark::AddCustomContext("compiler", __VERSION__);
    vitrine::bench::register_benchmarks();
    benchmark::RunSpecifiedBenchmarks();
}
