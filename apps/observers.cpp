// What the program remembers of a connection that failed.
#include "apps/observers.h"

namespace vitrine::apps {

void CheckWatcher::checked(tls::Role /*us*/, const tls::CheckEvent& event) {
    if (!event.passed) failed_ = FailedCheck{std::string{event.what}, event.found, std::string{event.rfc}};
}

// The sentence of the refusal says more than the value that was found.
void CheckWatcher::failed(tls::Role /*us*/, const tls::FailureEvent& event) {
    if (failed_) failed_->found = event.sentence;
}

} // namespace vitrine::apps
