// The suites of TLS 1.2 with AES-GCM (RFC 5288 §3, RFC 5289 §3.2, RFC 5487 §2, RFC 8442 §3) or ChaCha20-Poly1305 (RFC
// 7905 §2), whatever their key exchange.
#include "tls/trace/aead_suites.h"

#include <algorithm>
#include <array>

namespace vitrine::tls {

namespace {

// TLS_…_WITH_AES_128_GCM_SHA256; the number behind each is the same with AES-256 and SHA-384.
// clang-format off
constexpr std::array<std::uint16_t, 14> with_aes_128{
    0x009c, 0x009e, 0x00a0, 0x00a2, 0x00a4, 0x00a6, // RSA, DHE_RSA, DH_RSA, DHE_DSS, DH_DSS, DH_anon
    0x00a8, 0x00aa, 0x00ac,                         // PSK, DHE_PSK, RSA_PSK
    0xc02b, 0xc02d, 0xc02f, 0xc031,                 // ECDHE_ECDSA, ECDH_ECDSA, ECDHE_RSA, ECDH_RSA
    0xd001,                                         // ECDHE_PSK
};
// TLS_…_WITH_CHACHA20_POLY1305_SHA256
constexpr std::array<std::uint16_t, 7> with_chacha20{
    0xcca8, 0xcca9, 0xccaa,         // ECDHE_RSA, ECDHE_ECDSA, DHE_RSA
    0xccab, 0xccac, 0xccad, 0xccae, // PSK, ECDHE_PSK, DHE_PSK, RSA_PSK
};
// clang-format on

template <std::size_t size> bool listed(const std::array<std::uint16_t, size>& suites, int number) {
    return std::ranges::find(suites, number) != suites.end();
}

} // namespace

std::optional<AeadSuite> find_aead_suite(CipherSuite suite) {
    using enum crypto::HashAlgorithm;
    const int number = static_cast<int>(suite);
    if (listed(with_aes_128, number)) return AeadSuite{sha256, aes_128_gcm};
    if (listed(with_aes_128, number - 1)) return AeadSuite{sha384, aes_256_gcm};
    if (listed(with_chacha20, number)) return AeadSuite{sha256, chacha20_poly1305};
    return std::nullopt;
}

} // namespace vitrine::tls
