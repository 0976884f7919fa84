// The flags for single extensions of the hellos, and what they come to.
#pragma once

#include "apps/command_line.h"
#include "tls/connection.h"

namespace vitrine::apps {

struct ExtensionOptions {
    std::optional<std::size_t> max_fragment_length; // bytes; of the client only
    std::optional<std::size_t> record_size_limit;   // bytes
    bool no_extended_master_secret = false;
    bool alpn_strict = false;
    bool status = false, no_status = false, fallback_scsv = false, grease = false; // of the client only
    std::string status_file, server_name;                                          // of the server only, as is the next
    bool server_name_fatal = false;
    std::string keying_material_label; // empty: none is wanted
    std::size_t keying_material_size = 20;
    std::string channel_binding; // its type; empty: none is wanted
};

void add_extension_flags(CommandLine& line, ExtensionOptions& options, tls::Role us);

// Each throws UsageError for what cannot be.
void set_extensions(tls::ClientConfig& config, const ExtensionOptions& options);
void set_extensions(tls::ServerConfig& config, const ExtensionOptions& options);

// The keying material and the channel binding that were asked for, each a line or a few; empty if none was.
std::string exports_text(const tls::Connection& connection, const ExtensionOptions& options);

// The OCSP response that a server brought; empty if none was asked for.
std::string status_text(const tls::Connection& connection, const ExtensionOptions& options);

} // namespace vitrine::apps
