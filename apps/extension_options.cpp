// The flags for single extensions of the hellos, and what they come to.
#include "apps/extension_options.h"

#include "apps/nearest.h"
#include "apps/terminal.h"
#include "net/files/read_file.h"
#include "tls/handshake/record_limits.h"
#include "tls/x509/asn1/parse_error.h"
#include "tls/x509/revocation/ocsp_response.h"
#include "tls/x509/revocation/ocsp_status.h"

#include <fmt/format.h>

namespace vitrine::apps {
namespace {

constexpr std::size_t max_status = 60'000;          // bytes: what our own limit for a handshake message leaves
constexpr std::size_t max_keying_material = 65'536; // bytes: plenty for any use

tls::MaxFragmentLength max_fragment_length_of(std::size_t bytes) {
    using enum tls::MaxFragmentLength;
    for (const tls::MaxFragmentLength length : {bytes_512, bytes_1024, bytes_2048, bytes_4096})
        if (size_of(length) == bytes) return length;
    throw UsageError{fmt::format("-maxfraglen {}: 512, 1024, 2048 or 4096 bytes (RFC 6066 §4)", bytes)};
}

std::uint16_t record_size_limit_of(std::size_t bytes) {
    if (bytes < tls::min_record_size_limit || bytes > 1 << 14)
        throw UsageError{fmt::format("--record-size-limit {}: 64 to 16384 bytes (RFC 8449 §4)", bytes)};
    return static_cast<std::uint16_t>(bytes);
}

std::optional<tls::ChannelBinding> binding_of(const std::string& name) {
    using enum tls::ChannelBinding;
    if (name.empty()) return std::nullopt;
    for (const tls::ChannelBinding type : {tls_unique, tls_server_end_point, tls_exporter})
        if (name_of(type) == name) return type;
    throw UsageError{fmt::format("--channel-binding {}: there are tls-unique, tls-server-end-point, tls-exporter{}",
                                 name, did_you_mean(name, {"tls-unique", "tls-server-end-point", "tls-exporter"}))};
}

// What it says is the client's business; that it is a response at all, ours: each handshake would end by it.
Bytes status_in(const std::string& path) {
    Bytes response = to_bytes(as_bytes(net::read_file(path, max_status)));
    try {
        static_cast<void>(x509::OcspResponse::parse(response));
    } catch (const x509::ParseError& error) {
        throw UsageError{fmt::format("{} is no OCSP response in DER: {}", path, error.what())};
    }
    return response;
}

template <class Config> void set_shared(Config& config, const ExtensionOptions& options) {
    if (options.record_size_limit) config.record_size_limit = record_size_limit_of(*options.record_size_limit);
    config.preferences.extended_master_secret = !options.no_extended_master_secret;
    config.preferences.alpn_required = options.alpn_strict;
    if (options.alpn_strict && config.preferences.alpn_protocols.empty())
        throw UsageError{"--alpn-strict insists on one of the application protocols that -alpn LIST names"};
    if (options.keying_material_size == 0 || options.keying_material_size > max_keying_material)
        throw UsageError{
            fmt::format("-keymatexportlen {}: 1 to {} bytes", options.keying_material_size, max_keying_material)};
    config.export_keying_material = !options.keying_material_label.empty() ||
                                    binding_of(options.channel_binding) == tls::ChannelBinding::tls_exporter;
}

// As openssl prints it.
std::string keying_material_text(const tls::Connection& connection, const ExtensionOptions& options) {
    Bytes material(options.keying_material_size);
    const std::string_view refusal =
        connection.export_keying_material(options.keying_material_label, std::nullopt, material);
    std::string text = fmt::format("Keying material exporter:\n    Label: '{}'\n    Length: {} bytes\n",
                                   escaped(options.keying_material_label), material.size());
    if (!refusal.empty()) return text + fmt::format("    Error: {}\n", refusal);
    text += "    Keying material: ";
    for (const std::uint8_t byte : material) text += fmt::format("{:02X}", byte);
    return text + "\n";
}

std::string channel_binding_text(const tls::Connection& connection, const std::string& name) {
    Bytes binding;
    const std::string_view refusal = connection.channel_binding(*binding_of(name), binding);
    if (!refusal.empty()) return fmt::format("Channel binding {}: none: {}\n", name, refusal);
    return fmt::format("Channel binding {}: {}\n", name, to_hex(binding));
}

} // namespace

void add_extension_flags(CommandLine& line, ExtensionOptions& options, tls::Role us) {
    line.group("Extensions");
    if (us == tls::Role::client)
        line.number("maxfraglen", options.max_fragment_length,
                    "ask for records of at most 512, 1024, 2048 or 4096 bytes, both ways");
    line.number("record-size-limit", options.record_size_limit,
                us == tls::Role::client ? "say that we take records of at most 64 to 16384 bytes (RFC 8449)"
                                        : "what records we take, to clients that say theirs: 64 to 16384 bytes");
    if (us == tls::Role::client) {
        line.flag("status", options.status, "show the OCSP response that comes along with the certificate");
        line.flag("nostatus", options.no_status,
                  "ask for none: certificates that must come with one are taken without");
        line.flag("fallback_scsv", options.fallback_scsv, "say that we are here only because a newer version failed");
        line.flag("grease", options.grease, "offer values that stand for nothing: a server must skip them (RFC 8701)");
        line.flag("alpn-strict", options.alpn_strict, "refuse a server that chooses none of -alpn");
    } else {
        line.text("status_file", options.status_file, "FILE", "an OCSP response (DER) for clients that ask for one");
        line.text("servername", options.server_name, "NAME", "the one host name that -cert2 is kept for");
        line.flag("servername_fatal", options.server_name_fatal, "refuse clients that ask for a host we are not");
        line.flag("alpn-strict", options.alpn_strict, "refuse clients that offer none of -alpn");
    }
    line.flag("no_ems", options.no_extended_master_secret, "no extended master secret: to see what is then refused");
    line.text("keymatexport", options.keying_material_label, "LABEL", "show keying material for that use (RFC 5705)");
    line.number("keymatexportlen", options.keying_material_size, "so many bytes of it; else 20");
    line.text("channel-binding", options.channel_binding, "TYPE",
              "show tls-unique, tls-server-end-point, tls-exporter");
}

void set_extensions(tls::ClientConfig& config, const ExtensionOptions& options) {
    set_shared(config, options);
    if (options.max_fragment_length) config.max_fragment_length = max_fragment_length_of(*options.max_fragment_length);
    config.request_status = !options.no_status;
    config.fallback_scsv = options.fallback_scsv;
    config.grease = options.grease;
}

void set_extensions(tls::ServerConfig& config, const ExtensionOptions& options) {
    set_shared(config, options);
    if (options.server_name_fatal) config.unknown_name = tls::UnknownName::refused;
    if (!options.server_name.empty() && config.identities.size() < 2)
        throw UsageError{"-servername is the name that the second certificate is for: -cert2 FILE is missing"};
    if (!options.server_name.empty()) config.identities[1].serve(options.server_name);
    if (options.status_file.empty()) return;
    config.identities.at(0).staple(status_in(options.status_file));
}

std::string status_text(const tls::Connection& connection, const ExtensionOptions& options) {
    if (!options.status) return "";
    const View response = connection.peer_ocsp_response();
    if (response.empty()) return "OCSP response: no response sent\n"; // openssl's words
    const x509::Verdict* const verdict = connection.peer_verdict();
    const bool good = verdict != nullptr && verdict->not_revoked_by == x509::RevocationSource::ocsp_response;
    return fmt::format("OCSP response: {} bytes, certificate status {} ({})\n    SHA-256: {}\n", response.size(),
                       escaped(x509::ocsp_status_in(response)), good ? "verified" : "not verified",
                       to_hex(crypto::hash(crypto::HashAlgorithm::sha256, response).view()));
}

std::string exports_text(const tls::Connection& connection, const ExtensionOptions& options) {
    std::string text;
    if (!options.keying_material_label.empty()) text += keying_material_text(connection, options);
    if (!options.channel_binding.empty()) text += channel_binding_text(connection, options.channel_binding);
    return text;
}

} // namespace vitrine::apps
