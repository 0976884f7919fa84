// The flags of vitrine server, and what they come to.
#pragma once

#include "apps/command_line.h"
#include "apps/commands.h"
#include "apps/extension_options.h"
#include "apps/files/document_root.h"
#include "apps/mail/dialogue.h"
#include "apps/options.h"
#include "apps/services.h"
#include "net/address.h"

namespace vitrine::apps {

struct ServerOptions {
    SharedOptions shared;
    ExtensionOptions extensions;
    std::string target, accept, port;
    bool v4 = false, v6 = false;
    std::string second_certificate, second_key;
    std::optional<std::size_t> verify, require; // depths, as openssl takes them; here a switch
    bool echo = false, reverse = false, page = false, files = false, sink = false;
    std::string root, source, start_tls;
    bool no_ticket = false, no_cache = false;
    std::string ticket_key_file, session_store;
    std::size_t session_lifetime = 300;
    std::size_t accept_count = 0, handshake_timeout = 10, max_connections = 1000, threads = 1, drain = 5;
    std::string stats;
};

// False: help was asked for, and given.
bool parse_options(const Arguments& arguments, ServerOptions& options);

// Each throws UsageError for what cannot be.
net::HostAndPort address_of(const ServerOptions& options);
ServiceChoice service_of(const ServerOptions& options);
Limits limits_of(const ServerOptions& options);
// Of -starttls, else nothing.
std::optional<MailProtocol> mail_of(const ServerOptions& options);
// Of -WWW, else nullptr.
std::shared_ptr<const DocumentRoot> root_of(const ServerOptions& options, const ServiceChoice& service);

} // namespace vitrine::apps
