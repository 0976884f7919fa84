// Everything that observes one connection of the program, put together from the command line.
#include "apps/watch.h"

#include "apps/terminal.h"

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
    if (key_log != nullptr && key_log->failed())
        say("vitrine: the key log could not be written: lines are missing in it\n");
}

Watch::Watch(const SharedOptions& options, const std::string& who, tls::Observer* key_log)
    : messages_{[who](std::string_view entry) { say(fmt::format("{}{}\n", who, entry)); }, tls::Detail::fields,
                stderr_colour()},
      states_{[who](std::string_view entry) { say(fmt::format("{}{}\n", who, entry)); }} {
    all_.add(checks_);
    if (options.messages) all_.add(messages_);
    if (options.states) all_.add(states_);
    if (key_log != nullptr) all_.add(*key_log);
}

} // namespace vitrine::apps
