// Keying material and channel bindings of an established connection (RFC 5705, RFC 5929, RFC 9266).
#include "tls/handshake/exports.h"

#include "tls/keys/exporter.h"

#include <array>

namespace vitrine::tls {

namespace {

constexpr std::size_t max_context = 65'535;       // bytes; RFC 5705 §4
constexpr std::size_t exporter_binding_size = 32; // bytes; RFC 9266 §2
constexpr std::string_view not_extended =
    "no extended master secret was agreed on, so another connection may have the same secret (RFC 7627 §5.4)";

// The hash of the certificate's signature, but nothing weaker than SHA-256 (RFC 5929 §4.1); nothing if it has none.
std::optional<crypto::HashAlgorithm> end_point_hash(const x509::Certificate& certificate) {
    if (certificate.signature_algorithm()) return certificate.signature_algorithm()->hash;
    const std::string& name = certificate.signature_algorithm_name();
    const bool is_weak = name.starts_with("md5") || name.starts_with("sha1") || name.ends_with("SHA1");
    if (is_weak) return crypto::HashAlgorithm::sha256;
    return std::nullopt;
}

std::string_view end_point_binding(const Exports& exports, Bytes& out) {
    if (!exports.server_certificate) return "the server's certificate is not known here";
    const auto hash = end_point_hash(*exports.server_certificate);
    if (!hash) return "the server's certificate is not signed by way of one hash that we know (RFC 5929 §4.1)";
    out = to_bytes(crypto::hash(*hash, exports.server_certificate->der()).view());
    return "";
}

std::string_view unique_binding(const Exports& exports, Bytes& out) {
    if (!exports.extended_master_secret) return not_extended;
    if (!exports.first_verify_data) return "no Finished has been exchanged yet";
    out = to_bytes(*exports.first_verify_data);
    return "";
}

std::string_view exporter_binding(const Exports& exports, Bytes& out) {
    Bytes binding(exporter_binding_size);
    const std::string_view refusal = export_keying_material(exports, "EXPORTER-Channel-Binding", View{}, binding);
    if (refusal.empty()) out = std::move(binding);
    return refusal;
}

} // namespace

std::string_view name_of(ChannelBinding type) {
    constexpr std::array<std::string_view, 3> names{"tls-unique", "tls-server-end-point", "tls-exporter"};
    return names.at(static_cast<std::size_t>(type));
}

std::string_view export_keying_material(const Exports& exports, std::string_view label, std::optional<View> context,
                                        MutableView out) {
    if (is_reserved_label(label)) return "the label is one of TLS's own (RFC 5705 §4)";
    if (context && context->size() > max_context) return "the context is longer than 65535 bytes (RFC 5705 §4)";
    if (!exports.master) return "the master secret was not kept: the configuration must ask for it";
    if (!exports.extended_master_secret) return not_extended;
    derive_keying_material(exports.hash, *exports.master, label, exports.randoms, context, out);
    return "";
}

std::string_view channel_binding(const Exports& exports, ChannelBinding type, Bytes& out) {
    switch (type) {
    case ChannelBinding::tls_unique: return unique_binding(exports, out);
    case ChannelBinding::tls_server_end_point: return end_point_binding(exports, out);
    case ChannelBinding::tls_exporter: return exporter_binding(exports, out);
    }
    return "there is no such binding";
}

} // namespace vitrine::tls
