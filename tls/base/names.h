// The official spelling of every registered number: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", "handshake_failure".
#pragma once

#include "tls/base/numbers.h"

#include <vector>

namespace vitrine::tls {

// A number without a name gives "unknown(0x1a1a)", or "GREASE(0x1a1a)" where RFC 8701 reserves it.
std::string name_of(ContentType value);
std::string name_of(ProtocolVersion value);
std::string name_of(HandshakeType value);
std::string name_of(AlertLevel value);
std::string name_of(AlertDescription value);
std::string name_of(CipherSuite value);
std::string name_of(CompressionMethod value);
std::string name_of(EcCurveType value);
std::string name_of(EcPointFormat value);
std::string name_of(NamedGroup value);
std::string name_of(SignatureScheme value);
std::string name_of(ClientCertificateType value);
std::string name_of(NameType value);
std::string name_of(MaxFragmentLength value);
std::string name_of(CertificateStatusType value);
std::string name_of(ExtensionType value);

// 0x0a0a, 0x1a1a … 0xfafa: sent to see whether a peer copes with what it does not know (RFC 8701 §2).
constexpr bool is_grease(std::uint16_t number) { return (number & 0x0f0f) == 0x0a0a && number >> 8 == (number & 0xff); }

// "null, deflate".
template <class T> std::string names_of(const std::vector<T>& values) {
    std::string names;
    for (const T value : values) names += (names.empty() ? "" : ", ") + name_of(value);
    return names;
}

} // namespace vitrine::tls
