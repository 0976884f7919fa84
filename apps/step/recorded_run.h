// A recording being stepped: its events are all there from the start.
#pragma once

#include "apps/step/run.h"

namespace vitrine::apps {

class RecordedRun final : public Run {
public:
    // Throws UsageError if its events cannot be read.
    RecordedRun(tls::Recording recording, std::string path);

    const std::vector<tls::Event>& events() const override { return shown_; }
    Progress advance(int called) override;
    std::string name() const override;
    std::string unchangeable(tls::Role sender) const override;
    std::unique_ptr<Run> changed(const std::vector<Patch>& patches) const override;
    std::vector<tls::Recording> recordings() const override { return {recording_}; }

private:
    tls::Recording recording_;
    std::string path_;
    std::vector<tls::Event> all_, shown_; // none is shown before the first step
};

} // namespace vitrine::apps
