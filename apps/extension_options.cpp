// The flags for single extensions of the hellos, and what they come to.
#include "apps/extension_options.h"

#include "apps/nearest.h"
#include "apps/terminal.h"
#include "tls/handshake/record_limits.h"

#include <fmt/format.h>

namespace vitrine::apps {
namespace {

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

template <class Config> void set_shared(Config& config, const ExtensionOptions& options) {
    if (options.record_size_limit) config.record_size_limit = record_size_limit_of(*options.record_size_limit);
    config.preferences.extended_master_secret = !options.no_extended_master_secret;
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
                                        : "the same, to clients that say theirs (RFC 8449); else 16384");
    line.flag("no_ems", options.no_extended_master_secret, "no extended master secret: to see what is then refused");
    line.text("keymatexport", options.keying_material_label, "LABEL", "show keying material for that use (RFC 5705)");
    line.number("keymatexportlen", options.keying_material_size, "so many bytes of it; else 20");
    line.text("channel-binding", options.channel_binding, "TYPE",
              "show tls-unique, tls-server-end-point, tls-exporter");
}

void set_extensions(tls::ClientConfig& config, const ExtensionOptions& options) {
    set_shared(config, options);
    if (options.max_fragment_length) config.max_fragment_length = max_fragment_length_of(*options.max_fragment_length);
}

void set_extensions(tls::ServerConfig& config, const ExtensionOptions& options) { set_shared(config, options); }

std::string exports_text(const tls::Connection& connection, const ExtensionOptions& options) {
    std::string text;
    if (!options.keying_material_label.empty()) text += keying_material_text(connection, options);
    if (!options.channel_binding.empty()) text += channel_binding_text(connection, options.channel_binding);
    return text;
}

} // namespace vitrine::apps
