// What openssl 3.0 (verify -x509_strict -purpose sslserver) takes and why, where it takes what is refused here.
// Measured by tests/interop/test_ca_bad.py, which fails if an answer is another one.
#include "tls/x509/bad/kinds.h"

#include <algorithm>
#include <array>

namespace vitrine::x509::bad {
namespace {

struct Accepted {
    std::string_view kind, why;
};

// clang-format off
constexpr std::array accepted{
    Accepted{"no-san",               "it falls back to the common name where there is no dNSName; RFC 9525 §2 does not"},
    Accepted{"v1-leaf",              "it falls back to the common name where there is no dNSName; RFC 9525 §2 does not"},
    Accepted{"ip-five-bytes",        "it takes any number of bytes for an address and compares them; RFC 5280 §4.2.1.6 knows 4 and 16"},
    Accepted{"email-for-host",       "it falls back to the common name where there is no dNSName; RFC 9525 §2 does not"},
    Accepted{"no-digital-signature", "verify does not know how the key will be used: its server purpose is content with keyEncipherment, too"},
    Accepted{"critical-policy",      "it knows the extension, and follows policies only with -policy_check; RFC 5280 §4.2 has it follow or refuse"},
    Accepted{"critical-inhibit",     "it knows the extension, and follows policies only with -policy_check"},
    Accepted{"must-staple",          "verify sees no handshake, and its client does not look at the extension either (RFC 7633 §4.3.3)"},
    Accepted{"rsa-1024",             "verify asks for no least size without -auth_level"},
    Accepted{"rsa-16384",            "it takes keys up to this size, and verify uses the key of no leaf"},
    Accepted{"rsa-exponent-1",       "verify uses the key of no leaf"},
    Accepted{"rsa-exponent-even",    "verify uses the key of no leaf"},
    Accepted{"rsa-exponent-huge",    "verify uses the key of no leaf; it refuses such exponents when keys of more than 3072 bits are used"},
    Accepted{"rsa-modulus-even",     "verify uses the key of no leaf"},
    Accepted{"compressed-point",     "it decompresses points; RFC 8422 §5.1.1 gave them up for TLS"},
    Accepted{"ed25519",              "it speaks Ed25519 in TLS 1.2, too (RFC 8422 §5.10)"},
    Accepted{"ecdsa-null",           "it does not look at the parameters of ECDSA; RFC 5758 §3.2: they MUST be absent"},
    Accepted{"negative-serial",      "it does not look at serial numbers; RFC 5280 §4.1.2.2: a positive INTEGER"},
    Accepted{"zero-serial",          "it does not look at serial numbers; RFC 5280 §4.1.2.2: a positive INTEGER"},
    Accepted{"long-serial",          "it does not look at serial numbers; RFC 5280 §4.1.2.2: at most 20 octets"},
    Accepted{"long-length",          "it reads BER; RFC 5280 §4.1 signs DER"},
    Accepted{"indefinite-length",    "it reads BER, and verifies the signature over the bytes as they came"},
    Accepted{"trailing-bytes",       "its reader of PEM ignores what stands behind the certificate"},
    Accepted{"boolean-01",           "it reads BER: anything but 00 is TRUE"},
    Accepted{"default-encoded",      "it reads BER: a default may be written down"},
    Accepted{"bits-in-padding",      "it clears the bits behind the last"},
    Accepted{"v4",                   "it does not look at versions above 3"},
    Accepted{"too-deep",             "it goes as deep as 100 authorities; here eight certificates are a path"},
    Accepted{"too-many",             "it looks at as many as it is given"},
    Accepted{"padding",              "verify has no limit; its TLS takes 100 KB of certificates"},
};
// clang-format on

} // namespace

std::string_view why_openssl_accepts(std::string_view name) {
    const auto found = std::ranges::find(accepted, name, &Accepted::kind);
    return found == accepted.end() ? std::string_view{} : found->why;
}

std::size_t number_that_openssl_accepts() { return accepted.size(); }

} // namespace vitrine::x509::bad
