// Who watches a connection of the program: whatever was asked for on the command line, and the memory for failures.
#pragma once

#include "apps/failure_text.h"
#include "tls/base/observer.h"

namespace vitrine::apps {

// Tells several observers what one connection tells.
class ObserverList final : public tls::Observer {
public:
    void add(tls::Observer& observer) { observers_.push_back(&observer); }

    void entered(tls::Role us, const tls::InputEvent& event) override;
    void drew(tls::Role us, const tls::DrawEvent& event) override;
    void read_clock(tls::Role us, std::chrono::sys_seconds now) override;
    void wire(tls::Role us, const tls::WireEvent& event) override;
    void record(tls::Role us, const tls::RecordEvent& event) override;
    void message(tls::Role us, const tls::MessageEvent& event) override;
    void moved(tls::Role us, const tls::Edge& edge) override;
    void chose(tls::Role us, const tls::ChoiceEvent& event) override;
    void checked(tls::Role us, const tls::CheckEvent& event) override;
    void signature(tls::Role us, const tls::SignatureEvent& event) override;
    void agreed(tls::Role us, const tls::AgreementEvent& event) override;
    void derived(tls::Role us, const tls::DerivationEvent& event) override;
    void alert(tls::Role us, const tls::AlertEvent& event) override;
    void failed(tls::Role us, const tls::FailureEvent& event) override;
    void secret(tls::Role us, std::string_view label, View client_random, View secret) override;

private:
    std::vector<tls::Observer*> observers_;
};

// Remembers the last check that did not pass.
class CheckWatcher final : public tls::Observer {
public:
    void checked(tls::Role us, const tls::CheckEvent& event) override;
    void failed(tls::Role us, const tls::FailureEvent& event) override;
    const FailedCheck* failed_check() const { return failed_ ? &*failed_ : nullptr; }

private:
    std::optional<FailedCheck> failed_;
};

} // namespace vitrine::apps
