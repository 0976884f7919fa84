// The AES-GCM suites of TLS 1.2, whatever their key exchange (RFC 5288 §3, RFC 5289 §3.2, RFC 5487 §2, RFC 8442 §3).
#include "tls/trace/gcm_suites.h"

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
// clang-format on

bool listed(int number) { return std::ranges::find(with_aes_128, number) != with_aes_128.end(); }

} // namespace

std::optional<GcmSuite> find_gcm_suite(CipherSuite suite) {
    const int number = static_cast<int>(suite);
    if (listed(number)) return GcmSuite{crypto::HashAlgorithm::sha256, 16};
    if (listed(number - 1)) return GcmSuite{crypto::HashAlgorithm::sha384, 32};
    return std::nullopt;
}

} // namespace vitrine::tls
