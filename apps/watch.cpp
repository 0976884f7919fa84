// Everything that observes one connection of the program, put together from the command line.
#include "apps/watch.h"

#include "apps/terminal.h"
#include "tls/trace/message_log.h"
#include "tls/trace/trace_log.h"
#include "tls/trace/watched.h"

#include <fmt/format.h>
#include <system_error>

namespace vitrine::apps {

std::unique_ptr<tls::KeyLog> open_key_log(const std::string& path) {
    if (path.empty()) return nullptr;
    try {
        return std::make_unique<tls::KeyLog>(path);
    } catch (const std::system_error& error) {
        throw UsageError{fmt::format("the key log {}: {}", path, error.code().message())};
    }
}

void report_key_log(const tls::KeyLog* key_log) {
    if (key_log != nullptr && key_log->is_incomplete())
        say("vitrine: the key log could not be written: lines are missing in it\n");
}

std::string numbered(const std::string& path, std::size_t number) {
    if (number <= 1) return path;
    const std::size_t name = path.rfind('/') + 1; // npos + 1 is 0
    const std::size_t dot = path.rfind('.');
    const std::size_t end = dot == std::string::npos || dot <= name ? path.size() : dot;
    return fmt::format("{}-{}{}", path.substr(0, end), number, path.substr(end));
}

struct Watch::Said {
    Said(const SharedOptions& options, const std::string& who)
        : say{[who](std::string_view entry) { apps::say(fmt::format("{}{}\n", who, entry)); }},
          messages{say, tls::Detail::fields, stderr_colour()}, states{say}, style{.colour = stderr_colour(),
                                                                                  .secrets = options.secrets
                                                                                                 ? tls::Secrets::shown
                                                                                                 : tls::Secrets::hidden,
                                                                                  .columns =
                                                                                      terminal_columns() - who.size()},
          traces{options.trace} {}

    tls::LineSink say;
    tls::MessageLog messages;
    tls::StateLog states;
    tls::TreeStyle style;
    bool traces;
    std::optional<tls::TraceLog> trace;
};

struct Watch::WhatIsDrawn {
    WhatIsDrawn(crypto::RandomSource& random_of, const tls::Clock& clock_of, tls::Audience audience)
        : random{random_of, audience}, clock{clock_of, audience} {}

    tls::WatchedRandom random;
    tls::WatchedClock clock;
};

Watch::Watch(const SharedOptions& options, const std::string& who, tls::KeyLog* key_log) {
    all_.add(checks_);
    if (options.messages || options.states || options.trace) said_ = std::make_unique<Said>(options, who);
    if (options.messages) all_.add(said_->messages);
    if (options.states) all_.add(said_->states);
    if (key_log != nullptr) all_.add(*key_log);
}

Watch::~Watch() {
    if (recorder_ && !recorder_->finish()) say("vitrine: the recording could not be written: its end is missing\n");
}

void Watch::capture(PcapngFile* file, int socket, tls::Role us) {
    if (file == nullptr) return;
    capture_ = file->connection(socket, us);
    all_.add(*capture_);
}

tls::Environment Watch::environment(tls::Role us) {
    if (said_ && said_->traces) all_.add(said_->trace.emplace(said_->say, us, said_->style));
    if (all_.size() == 1) return {system_random_, system_clock_, &all_}; // who remembers checks asks for no more
    drawn_ = std::make_unique<WhatIsDrawn>(system_random_, system_clock_, tls::Audience{&all_, us});
    return {drawn_->random, drawn_->clock, &all_};
}

} // namespace vitrine::apps
