// The flags for single extensions of the hellos, and what they come to.
#pragma once

#include "apps/command_line.h"
#include "tls/base/role.h"
#include "tls/handshake/config.h"

namespace vitrine::apps {

struct ExtensionOptions {
    std::optional<std::size_t> max_fragment_length; // bytes; of the client only
    std::optional<std::size_t> record_size_limit;   // bytes
};

void add_extension_flags(CommandLine& line, ExtensionOptions& options, tls::Role us);

// Each throws UsageError for what cannot be.
void set_extensions(tls::ClientConfig& config, const ExtensionOptions& options);
void set_extensions(tls::ServerConfig& config, const ExtensionOptions& options);

} // namespace vitrine::apps
