// One end's run as a debugger reads it: events, the fields of each message, and the recording as text.
#include "apps/kept_run.h"

#include "apps/recording_file.h"

namespace vitrine::apps {

KeptRun::KeptRun(const std::shared_ptr<const tls::ClientConfig>& config)
    : recording_{header_line({tls::Role::client, true, config, nullptr, {}})} {}

KeptRun::KeptRun(const std::shared_ptr<const tls::ServerConfig>& config)
    : recording_{header_line({tls::Role::server, true, nullptr, config, {}})} {}

void KeptRun::add(tls::Event event) {
    if (const auto* message = tls::as<tls::told::Message>(event))
        annotations_.push_back(tls::annotate(message->type, message->bytes));
    recording_ += event_line(story_.events().size(), tls::recorded(event));
    story_.add(std::move(event));
}

} // namespace vitrine::apps
