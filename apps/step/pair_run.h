// Both ends in memory, one thread, no sockets: the same seed gives the same run, byte for byte. Once the handshake is
// done, each side says a line, and they part.
#pragma once

#include "apps/step/run.h"
#include "tls/connection.h"
#include "tls/lab/fixed_clock.h"
#include "tls/lab/seeded_random.h"
#include "tls/trace/watched.h"

namespace vitrine::apps {

struct PairSetting {
    std::shared_ptr<const tls::ClientConfig> client;
    std::shared_ptr<const tls::ServerConfig> server;
    std::string seed;
    std::chrono::sys_seconds now;
};

class PairRun final : public Run {
public:
    explicit PairRun(PairSetting setting, std::vector<Patch> patches = {});

    const std::vector<tls::Event>& events() const override { return story_.events(); }
    Progress advance(int called) override;
    std::string name() const override;
    std::string unchangeable(tls::Role /*sender*/) const override { return ""; }
    std::unique_ptr<Run> changed(const std::vector<Patch>& patches) const override;
    std::vector<tls::Recording> recordings() const override;

private:
    struct End {
        End(tls::Role role, const PairSetting& setting, tls::Observer& observer);

        tls::SeededRandom random;
        tls::FixedClock clock;
        tls::WatchedRandom watched_random;
        tls::WatchedClock watched_clock;
        tls::Connection connection;
        std::size_t carried = 0; // bytes of what it sent
    };

    bool carry(End& from, End& to);
    bool talk();

    PairSetting setting_;
    std::vector<Patch> patches_;
    tls::Story story_;
    End client_, server_;
    End* turn_ = &client_; // who steps first: whoever something has just come to
    unsigned said_ = 0;
};

} // namespace vitrine::apps
