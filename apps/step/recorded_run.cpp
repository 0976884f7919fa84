// A recording being stepped.
#include "apps/step/recorded_run.h"

#include "apps/command_line.h"
#include "apps/step/rerun.h"
#include "tls/trace/recorded_story.h"

#include <fmt/format.h>

namespace vitrine::apps {

RecordedRun::RecordedRun(tls::Recording recording, std::string path)
    : recording_{std::move(recording)}, path_{std::move(path)} {
    try {
        all_ = tls::events_in(recording_);
    } catch (const std::invalid_argument& error) {
        throw UsageError{fmt::format("{}: {}", path_, error.what())};
    }
}

Progress RecordedRun::advance(int /*called*/) {
    if (shown_.size() == all_.size()) return Progress::ended;
    shown_ = all_;
    return Progress::moved;
}

std::string RecordedRun::name() const {
    return fmt::format("the {} of {}{}", name_of(recording_.us), path_,
                       recording_.secrets ? ", which holds its secrets" : ", which holds no secrets");
}

std::string RecordedRun::unchangeable(tls::Role sender) const {
    if (!recording_.secrets)
        return "this recording holds no secrets, so the run cannot be done again: record it with --secrets";
    return sender == recording_.us
               ? "our own end sent that: here only what the peer sent can be changed (in step pair, "
                 "everything)"
               : "";
}

std::unique_ptr<Run> RecordedRun::changed(const std::vector<Patch>& patches) const {
    return std::make_unique<Rerun>(recording_, patches);
}

} // namespace vitrine::apps
