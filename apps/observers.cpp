// What the program remembers of a connection that failed.
#include "apps/observers.h"

namespace vitrine::apps {

void CheckWatcher::checked(tls::Role /*us*/, const tls::CheckEvent& event) {
    if (!event.passed)
        failed_ =
            std::make_unique<FailedCheck>(FailedCheck{std::string{event.what}, event.found, std::string{event.rfc}});
}

// A row was taken all the same: where any certificate is accepted, its faults refuse nothing.
void CheckWatcher::moved(tls::Role /*us*/, const tls::Edge& /*edge*/) { failed_.reset(); }

// The sentence of the refusal says more than the value that was found.
void CheckWatcher::failed(tls::Role /*us*/, const tls::FailureEvent& event) {
    if (failed_) failed_->found = event.sentence;
}

} // namespace vitrine::apps
