// A connection configured as a recorded one was, in its environment.
#include "tls/lab/recorded_run.h"

#include <stdexcept>

namespace vitrine::tls {

namespace {

const Recording& with_secrets(const Recording& recording) {
    if (!recording.secrets)
        throw std::invalid_argument("the recording was made without its secrets: it can be explained, not replayed");
    return recording;
}

} // namespace

RecordedRun::RecordedRun(const Recording& recording, Observer* also)
    : random_(with_secrets(recording)), clock_(recording), watched_random_(random_, {&told_, recording.us}),
      watched_clock_(clock_, {&told_, recording.us}) {
    told_.add(story_);
    if (also != nullptr) told_.add(*also);
    const Environment environment{watched_random_, watched_clock_, &told_};
    const auto signer = std::make_shared<const RecordedSigner>(recording);
    if (recording.us == Role::client)
        connection_.emplace(client_config_of(recording, signer), environment);
    else
        connection_.emplace(server_config_of(recording, signer), environment);
}

} // namespace vitrine::tls
