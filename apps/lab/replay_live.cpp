// A recorded end once more, against a peer that is really there.
#include "apps/lab/replay_live.h"

#include <algorithm>
#include <charconv>

namespace vitrine::apps {
namespace {

// What the recorded application did, in order: it said something, or had taken so much by then, or said goodbye.
struct Action {
    Bytes say;
    std::size_t taken = 0; // bytes in all
    bool close = false;
};

std::size_t size_in(const tls::RecordedEvent& event) {
    const std::string_view text = event.value("size");
    std::size_t size = 0;
    std::from_chars(text.data(), text.data() + text.size(), size);
    return size;
}

// Up to the peer's goodbye, if that came first: what follows it is the driver's doing.
std::vector<Action> actions_in(const tls::Recording& recording) {
    std::vector<Action> actions;
    std::size_t taken = 0;
    for (const tls::RecordedEvent& event : recording.events) {
        if (event.kind == "alert" && event.value("sender") != name_of(recording.us)) break;
        if (event.kind != "input") continue;
        const std::string_view port = event.value("port");
        if (port == "from_app") actions.push_back({from_hex(event.value("bytes")).value_or(Bytes{}), taken, false});
        if (port == "taken_by_app") taken += size_in(event);
        if (port == "close") actions.push_back({{}, taken, true});
    }
    return actions;
}

class RecordedApplication final : public Application {
public:
    explicit RecordedApplication(const tls::Recording& recording) : actions_(actions_in(recording)) {}

    bool exchange(tls::Connection& connection) override {
        if (!connection.established()) return false;
        const std::size_t came = connection.to_app().data().size();
        connection.to_app().consume(came);
        taken_ += came;
        return act(connection) || came > 0;
    }

private:
    bool act(tls::Connection& connection) {
        if (next_ == actions_.size() || taken_ < actions_[next_].taken) return false;
        const Action& action = actions_[next_];
        if (action.close) {
            connection.close();
        } else {
            const MutableView space = connection.from_app().space();
            if (space.size() < action.say.size()) return false;
            std::ranges::copy(action.say, space.begin());
            connection.from_app().commit(action.say.size());
        }
        ++next_;
        return true;
    }

    std::vector<Action> actions_;
    std::size_t next_ = 0, taken_ = 0;
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
