// What all visits of a server share.
#pragma once

#include "apps/exit_code.h"
#include "apps/files/document_root.h"
#include "apps/server/counters.h"
#include "apps/server/guests.h"
#include "apps/server/options.h"
#include "apps/watch.h"
#include "tls/handshake/config.h"

namespace vitrine::apps {

// Of it, the counts, the guests, the exit code and, once it is reloaded, the configuration change while visits run.
struct House {
    House(const ServerOptions& of, std::shared_ptr<const tls::ServerConfig> first_config)
        : options{of}, service{service_of(of)}, limits{limits_of(of)}, files{root_of(of, service)}, mail{mail_of(of)},
          config{std::move(first_config)} {}

    const ServerOptions& options;
    ServiceChoice service;
    Limits limits;
    std::shared_ptr<const DocumentRoot> files; // of -WWW
    std::optional<MailProtocol> mail;          // of -starttls
    tls::KeyLog* key_log = nullptr;
    PcapngFile* pcapng = nullptr;
    std::atomic<std::shared_ptr<const tls::ServerConfig>> config; // for those who come from now on
    Counters counters;
    Guests guests;
    std::atomic<std::size_t> visits = 0; // so far: each has a number, by which its messages are known
    std::atomic<ExitCode> last_failure = ExitCode::ok;
};

} // namespace vitrine::apps
