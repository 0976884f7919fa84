// What the engine is given for each client, made of the server's flags and of the files that they name.
#pragma once

#include "apps/server/options.h"
#include "tls/handshake/config.h"

namespace vitrine::apps {

// Reads the files anew each time. Of `former`, the sessions and the ticket keys of our own are taken over; nullptr:
// there was none. Throws UsageError and net::FileError.
std::shared_ptr<const tls::ServerConfig> config_of(const ServerOptions& options, const tls::ServerConfig* former);

} // namespace vitrine::apps
