// vitrine info: what this build speaks, on what hardware, and whom it trusts.
#include "apps/command_line.h"
#include "apps/commands.h"
#include "apps/names.h"
#include "apps/terminal.h"
#include "apps/version.h"
#include "crypto/aes_gcm_kernel.h"
#include "crypto/chacha20_poly1305.h"
#include "net/files/system_trust.h"
#include "tls/base/names.h"
#include "tls/handshake/config.h"

#include <cstdlib>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

void print_trust() {
    const net::TrustSource trust = net::load_system_trust(net::Parsing::now);
    if (trust.name.empty()) {
        fmt::print("  none found: name trusted certificates by -CAfile, or by SSL_CERT_FILE\n");
        return;
    }
    fmt::print("  {} certificates from {}\n", trust.store.size(), trust.name);
    for (const std::string& reason : trust.skipped) fmt::print("  not this one: {}\n", escaped(reason));
}

void print_names() {
    const tls::Preferences preferences;
    fmt::print("cipher suites, the best first\n");
    for (const tls::CipherSuite suite : preferences.cipher_suites)
        fmt::print("  {:<46} {}\n", name_of(suite), openssl_name_of(suite));
    fmt::print("groups\n ");
    for (const tls::NamedGroup group : preferences.groups) fmt::print(" {}", name_of(group));
    fmt::print("\nsignature schemes\n");
    for (const tls::SignatureScheme scheme : preferences.signature_schemes) fmt::print("  {}\n", name_of(scheme));
}

void print_kernels() {
    const crypto::CpuFeatures cpu = crypto::this_cpu();
    fmt::print("AES-GCM, the fastest first (--aead NAME or VITRINE_AEAD chooses)\n");
    for (const crypto::AesGcmKernel kernel : crypto::all_kernels) {
        const bool available = crypto::can_run(cpu, kernel);
        fmt::print("  {:<9} {:<30} {}\n", name_of(kernel), description_of(kernel),
                   kernel == crypto::default_kernel() ? "in use"
                   : available                        ? "available"
                                                      : "not on this CPU");
    }
    fmt::print("ChaCha20-Poly1305, of which there is one (--aead says nothing of it)\n  {}\n",
               crypto::chacha20_poly1305_implementation());
}

} // namespace

ExitCode run_info(const Arguments& arguments) {
    CommandLine line{"info", "What this build speaks, on what hardware, and whom it trusts.", "", "vitrine info"};
    if (!line.parse(arguments)) return ExitCode::ok;
    fmt::print("vitrine {}\n  TLS 1.2 (RFC 5246) with ECDHE, and AES-GCM or ChaCha20-Poly1305; compiled by {}\n",
               version, compiler);
    print_kernels();
    print_names();
    fmt::print("trusted certificates\n");
    print_trust();
    const char* const key_log = std::getenv("SSLKEYLOGFILE");
    const bool logs = key_log != nullptr && *key_log != '\0';
    fmt::print("key log\n  {}\n",
               logs ? fmt::format("SSLKEYLOGFILE {}", escaped(key_log)) : "none (SSLKEYLOGFILE is not set)");
    return ExitCode::ok;
}

} // namespace vitrine::apps
