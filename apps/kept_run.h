// One end's run as a debugger reads it: it reads memory and runs nothing of the program, so all of it lies there ready.
#pragma once

#include "tls/trace/annotate.h"
#include "tls/trace/recording.h"

namespace vitrine::apps {

// Holds secrets and does not wipe them.
class KeptRun final : public tls::EventObserver {
public:
    explicit KeptRun(const std::shared_ptr<const tls::ClientConfig>& config);
    explicit KeptRun(const std::shared_ptr<const tls::ServerConfig>& config);

    void add(tls::Event event) override;
    // All of it so far, secrets included, as a recording's file holds it.
    const std::string& recording() const { return recording_; }

private:
    tls::Story story_;
    std::vector<tls::Annotation> annotations_; // of each message among the events, in their order
    std::string recording_;
};

} // namespace vitrine::apps
