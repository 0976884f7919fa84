// One recorded end once more, with bytes of its peer's changed on their way. What the peer would have answered nobody
// knows: it says what it said then, until our end has had enough.
#pragma once

#include "apps/step/run.h"
#include "tls/connection.h"
#include "tls/lab/recorded_environment.h"
#include "tls/lab/seeded_random.h"
#include "tls/trace/watched.h"

namespace vitrine::apps {

// What was recorded; and where the changed run asks for more than that, foreseeable stand-ins.
class RecordedOrSeeded final : public crypto::RandomSource {
public:
    explicit RecordedOrSeeded(const tls::Recording& recording) : recorded_{recording}, seeded_{"a changed copy"} {}
    void fill(std::string_view purpose, MutableView out) override;

private:
    tls::RecordedRandom recorded_;
    tls::SeededRandom seeded_;
};

class RecordedOrLastTime final : public tls::Clock {
public:
    explicit RecordedOrLastTime(const tls::Recording& recording) : recorded_{recording} {}
    std::chrono::sys_seconds now() const override;

private:
    tls::RecordedClock recorded_;
    mutable std::chrono::sys_seconds last_{};
};

class Rerun final : public Run {
public:
    // The recording must hold secrets.
    Rerun(tls::Recording recording, std::vector<Patch> patches);

    const std::vector<tls::Event>& events() const override { return story_.events(); }
    Progress advance(int called) override;
    std::string name() const override { return "a changed copy of what was recorded"; }
    std::string unchangeable(tls::Role sender) const override;
    std::unique_ptr<Run> changed(const std::vector<Patch>& patches) const override;
    std::vector<tls::Recording> recordings() const override;

private:
    bool hand_in_next();
    void hear(MutableView bytes);

    tls::Recording recording_;
    std::vector<Patch> patches_;
    tls::Story story_;
    RecordedOrSeeded random_;
    RecordedOrLastTime clock_;
    tls::WatchedRandom watched_random_;
    tls::WatchedClock watched_clock_;
    tls::Connection connection_;
    std::size_t heard_ = 0; // bytes of the peer's stream
    std::size_t next_ = 0;  // of the recorded events
};

} // namespace vitrine::apps
