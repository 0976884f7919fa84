// Extensions of both hellos (RFC 5246 §7.4.1.4): one function a body, and the choice by type.
#include "tls/messages/extensions.h"

#include <algorithm>

namespace vitrine::tls {

void describe(Wire& wire, ServerName& name) { // RFC 6066 §3
    wire.number("name_type", name.name_type);
    wire.text("HostName", name.host_name, Length::u16, {1, 65535});
}

void describe(Wire& wire, ProtocolName& protocol) { wire.text("ProtocolName", protocol.name, Length::u8, {1, 255}); }

void describe(Wire& wire, ResponderId& responder) {
    wire.opaque("ResponderID", responder.der, Length::u16, {1, 65535});
}

namespace {

void describe(Wire& wire, ServerNames& names) { // RFC 6066 §3
    if (wire.present(names.server_name_list))
        wire.list("server_name_list", *names.server_name_list, Length::u16, {1, 65535});
}

void describe(Wire& wire, SupportedGroups& groups) { // RFC 8422 §5.1.1
    wire.list("named_curve_list", groups.named_group_list, Length::u16, {2, 65535});
}

void describe(Wire& wire, EcPointFormats& formats) { // RFC 8422 §5.1.2
    wire.list("ec_point_format_list", formats.ec_point_format_list, Length::u8, {1, 255});
}

void describe(Wire& wire, SignatureAlgorithms& algorithms) { // RFC 5246 §7.4.1.4.1
    wire.list("supported_signature_algorithms", algorithms.supported_signature_algorithms, Length::u16, {2, 65534});
}

void describe(Wire& wire, ApplicationProtocols& protocols) { // RFC 7301 §3.1
    wire.list("protocol_name_list", protocols.protocol_name_list, Length::u16, {2, 65535});
}

void describe(Wire& /*wire*/, ExtendedMasterSecret& /*body*/) {}

void describe(Wire& /*wire*/, EncryptThenMac& /*body*/) {}

void describe(Wire& wire, SessionTicket& ticket) { wire.rest("ticket", ticket.ticket); } // RFC 5077 §3.2

void describe(Wire& wire, RenegotiationInfo& info) { // RFC 5746 §3.2
    wire.opaque("renegotiated_connection", info.renegotiated_connection, Length::u8, {0, 255});
}

void describe(Wire& wire, MaxFragmentLengthCode& code) { // RFC 6066 §4
    wire.number("MaxFragmentLength", code.max_fragment_length);
}

void describe(Wire& wire, StatusRequest& status) { // RFC 6066 §8
    if (!wire.present(status.request)) return;
    wire.number("status_type", status.request->status_type);
    wire.list("responder_id_list", status.request->responder_id_list, Length::u16, {0, 65535});
    wire.opaque("request_extensions", status.request->request_extensions, Length::u16, {0, 65535});
}

void describe(Wire& wire, RecordSizeLimit& limit) { wire.number("RecordSizeLimit", limit.record_size_limit); }

void describe(Wire& wire, Padding& padding) { wire.rest("padding", padding.padding); } // RFC 7685 §3

void describe(Wire& wire, UnknownExtension& unknown) { wire.rest("content", unknown.content); }

// The body as the kind it has, or becomes it: so a fresh one takes the kind that the type calls for.
template <class Body> void describe_as(Wire& wire, Extension& extension) {
    if (!std::holds_alternative<Body>(extension.body)) extension.body.emplace<Body>();
    describe(wire, std::get<Body>(extension.body));
}

void describe_body(Wire& wire, Extension& extension) {
    switch (extension.type) {
    case ExtensionType::server_name: return describe_as<ServerNames>(wire, extension);
    case ExtensionType::max_fragment_length: return describe_as<MaxFragmentLengthCode>(wire, extension);
    case ExtensionType::status_request: return describe_as<StatusRequest>(wire, extension);
    case ExtensionType::supported_groups: return describe_as<SupportedGroups>(wire, extension);
    case ExtensionType::ec_point_formats: return describe_as<EcPointFormats>(wire, extension);
    case ExtensionType::signature_algorithms: return describe_as<SignatureAlgorithms>(wire, extension);
    case ExtensionType::application_layer_protocol_negotiation:
        return describe_as<ApplicationProtocols>(wire, extension);
    case ExtensionType::padding: return describe_as<Padding>(wire, extension);
    case ExtensionType::encrypt_then_mac: return describe_as<EncryptThenMac>(wire, extension);
    case ExtensionType::extended_master_secret: return describe_as<ExtendedMasterSecret>(wire, extension);
    case ExtensionType::record_size_limit: return describe_as<RecordSizeLimit>(wire, extension);
    case ExtensionType::session_ticket: return describe_as<SessionTicket>(wire, extension);
    case ExtensionType::renegotiation_info: return describe_as<RenegotiationInfo>(wire, extension);
    default: return describe_as<UnknownExtension>(wire, extension);
    }
}

} // namespace

void describe(Wire& wire, Extension& extension) { // RFC 5246 §7.4.1.4
    wire.number("extension_type", extension.type);
    wire.open("extension_data", Length::u16, {0, 65535});
    if (wire.writing() && std::holds_alternative<UnknownExtension>(extension.body))
        describe_as<UnknownExtension>(wire, extension);
    else
        describe_body(wire, extension);
    wire.close();
}

std::optional<ExtensionType> duplicated(const std::optional<Extensions>& extensions) {
    if (!extensions) return std::nullopt;
    std::vector<ExtensionType> types;
    types.reserve(extensions->size());
    for (const Extension& extension : *extensions) types.push_back(extension.type);
    std::ranges::sort(types);
    const auto twice = std::ranges::adjacent_find(types);
    if (twice == types.end()) return std::nullopt;
    return *twice;
}

} // namespace vitrine::tls
