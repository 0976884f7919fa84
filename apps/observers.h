// What the program remembers of a connection that failed.
#pragma once

#include "apps/failure_text.h"
#include "tls/base/observer.h"

#include <memory>

namespace vitrine::apps {

// Remembers the last check that did not pass.
class CheckWatcher final : public tls::Observer {
public:
    void checked(tls::Role us, const tls::CheckEvent& event) override;
    void moved(tls::Role us, const tls::Edge& edge) override;
    void failed(tls::Role us, const tls::FailureEvent& event) override;
    const FailedCheck* failed_check() const { return failed_.get(); }

private:
    std::unique_ptr<FailedCheck> failed_; // most connections have none
};

} // namespace vitrine::apps
