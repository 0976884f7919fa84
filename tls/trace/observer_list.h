// Tells several observers what one connection tells.
#pragma once

#include "tls/base/observer.h"

#include <vector>

namespace vitrine::tls {

class ObserverList final : public Observer {
public:
    void add(Observer& observer) { observers_.push_back(&observer); }
    std::size_t size() const { return observers_.size(); }

    void entered(Role us, const InputEvent& event) override;
    void drew(Role us, const DrawEvent& event) override;
    void read_clock(Role us, std::chrono::sys_seconds now) override;
    void wire(Role us, const WireEvent& event) override;
    void record(Role us, const RecordEvent& event) override;
    void message(Role us, const MessageEvent& event) override;
    void moved(Role us, const Edge& edge) override;
    void chose(Role us, const ChoiceEvent& event) override;
    void checked(Role us, const CheckEvent& event) override;
    void signature(Role us, const SignatureEvent& event) override;
    void agreed(Role us, const AgreementEvent& event) override;
    void derived(Role us, const DerivationEvent& event) override;
    void session(Role us, const SessionEvent& event) override;
    void alert(Role us, const AlertEvent& event) override;
    void failed(Role us, const FailureEvent& event) override;
    void secret(Role us, std::string_view label, View client_random, View secret) override;

private:
    std::vector<Observer*> observers_;
};

} // namespace vitrine::tls
