// The story of one connection of a server, as much of it as a page needs and never more than a bound.
#pragma once

#include "tls/trace/story.h"

namespace vitrine::apps {

// Keeps what a connection tells, until its records come to `limit` bytes: a peer decides how many it sends. The bytes
// that were handed in and the randomness drawn are not kept; the page shows neither.
class BoundedStory final : public tls::Observer {
public:
    static constexpr std::size_t limit = 1 << 16;

    const std::vector<tls::Event>& events() const { return story_.events(); }
    bool complete() const { return wire_bytes_ <= limit; }

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

private:
    tls::Story story_;
    std::size_t wire_bytes_ = 0;
};

} // namespace vitrine::apps
