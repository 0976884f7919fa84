// A recorded end once more, against a peer that is really there.
#include "apps/lab/replay_live.h"

#include "apps/byte_queue.h"

#include <algorithm>

namespace vitrine::apps {
namespace {

// Says what the recorded application said, and takes whatever comes.
class RecordedApplication final : public Application {
public:
    explicit RecordedApplication(const tls::Recording& recording) {
        for (const tls::RecordedEvent& event : recording.events)
            if (event.kind == "input" && event.value("port") == "from_app")
                said_.push_back(from_hex(event.value("bytes")).value_or(Bytes{}));
    }

    bool exchange(tls::Connection& connection) override {
        if (!connection.established()) return false;
        tls::Outlet& to_app = connection.to_app();
        const bool took = !to_app.data().empty();
        to_app.consume(to_app.data().size());
        return say_next(connection) || took;
    }

private:
    bool say_next(tls::Connection& connection) {
        if (next_ == said_.size()) {
            if (closed_) return false;
            closed_ = true;
            connection.close();
            return true;
        }
        const MutableView space = connection.from_app().space();
        if (space.size() < said_[next_].size()) return false;
        std::ranges::copy(said_[next_], space.begin());
        connection.from_app().commit(said_[next_++].size());
        return true;
    }

    std::vector<Bytes> said_; // in the pieces in which it was said
    std::size_t next_ = 0;
    bool closed_ = false;
};

} // namespace

std::optional<tls::Difference> replay_over(net::TcpSocket& socket, const tls::Recording& recording, Limits limits) {
    tls::RecordedRun run{recording};
    RecordedApplication application{recording};
    Driver driver{run.connection(), socket, application, limits, -1};
    driver.run();
    std::vector<tls::RecordedEvent> events;
    for (const tls::Event& event : run.story().events()) events.push_back(tls::recorded(event));
    return tls::first_difference(recording.events, events, tls::Compare::what_was_done);
}

} // namespace vitrine::apps
