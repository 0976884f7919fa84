// Extensions of both hellos (RFC 5246 §7.4.1.4) and their bodies.
#pragma once

#include "tls/base/names.h"
#include "tls/wire/wire.h"

#include <variant>

namespace vitrine::tls {

struct ServerName { // RFC 6066 §3
    NameType name_type = NameType::host_name;
    Bytes host_name; // ASCII, no trailing dot; kept as sent
};
struct ServerNames { // an empty body in a ServerHello
    std::optional<std::vector<ServerName>> server_name_list;
};
struct SupportedGroups { // RFC 8422 §5.1.1
    std::vector<NamedGroup> named_group_list;
};
struct EcPointFormats { // RFC 8422 §5.1.2
    std::vector<EcPointFormat> ec_point_format_list;
};
struct SignatureAlgorithms { // RFC 5246 §7.4.1.4.1
    std::vector<SignatureScheme> supported_signature_algorithms;
};
struct ProtocolName { // RFC 7301 §3.1
    Bytes name;
};
struct ApplicationProtocols {
    std::vector<ProtocolName> protocol_name_list;
};
struct ExtendedMasterSecret {}; // RFC 7627 §5.1: no content
struct EncryptThenMac {};       // RFC 7366 §2: no content; never agreed to, since it concerns CBC alone
struct SessionTicket {          // RFC 5077 §3.2
    Bytes ticket;
};
struct RenegotiationInfo { // RFC 5746 §3.2
    Bytes renegotiated_connection;
};
struct MaxFragmentLengthCode { // RFC 6066 §4
    MaxFragmentLength max_fragment_length{};
};
struct ResponderId { // DER, RFC 6960 §4.2.1
    Bytes der;
};
struct OcspStatusRequest { // RFC 6066 §8
    CertificateStatusType status_type = CertificateStatusType::ocsp;
    std::vector<ResponderId> responder_id_list;
    Bytes request_extensions;
};
struct StatusRequest { // an empty body in a ServerHello
    std::optional<OcspStatusRequest> request;
};
struct RecordSizeLimit { // RFC 8449 §4
    std::uint16_t record_size_limit = 0;
};
struct Padding { // RFC 7685 §3: zeros, as many as the sender likes
    Bytes padding;
};
struct UnknownExtension {
    Bytes content;
};

// The type decides how the body is read. When an extension is written, an UnknownExtension may stand under any type:
// so a body can be built that does not fit its type.
struct Extension {
    ExtensionType type{};
    std::variant<UnknownExtension, ServerNames, SupportedGroups, EcPointFormats, SignatureAlgorithms,
                 ApplicationProtocols, ExtendedMasterSecret, EncryptThenMac, SessionTicket, RenegotiationInfo,
                 MaxFragmentLengthCode, StatusRequest, RecordSizeLimit, Padding>
        body;
};

void describe(Wire& wire, ServerName& name);
void describe(Wire& wire, ProtocolName& protocol);
void describe(Wire& wire, ResponderId& responder);
void describe(Wire& wire, Extension& extension);

using Extensions = std::vector<Extension>;

// The extension with this kind of body; nullptr if it is not there.
template <class Body> const Body* find(const std::optional<Extensions>& extensions) {
    if (!extensions) return nullptr;
    for (const Extension& extension : *extensions)
        if (const Body* body = std::get_if<Body>(&extension.body)) return body;
    return nullptr;
}

// The first type that occurs twice, if any (RFC 5246 §7.4.1.4). Takes n log n, whatever the peer sent.
std::optional<ExtensionType> duplicated(const std::optional<Extensions>& extensions);

} // namespace vitrine::tls
