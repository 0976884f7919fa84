// Where a run can be stopped: behind each message or each record, found in the events alone.
#include "apps/step/stops.h"

#include <algorithm>

namespace vitrine::apps {
namespace {

using namespace tls::told;

bool is_sent(const Wire* wire, tls::Role us) { return wire != nullptr && wire->sender == us; }
bool is_received(const Wire* wire, tls::Role us) { return wire != nullptr && wire->sender != us; }

// True if something new begins with events[at]: another end tells it, a record was sent, the reading of a message has
// ended in a row of the flow, or bytes or a message of the peer's come.
bool begins_anew(Events events, std::size_t at, Unit unit) {
    const tls::Event& last = events[at - 1];
    const tls::Event& next = events[at];
    if (last.us != next.us) return true;
    if (is_sent(tls::as<Wire>(last), last.us)) return unit == Unit::record || tls::as<Record>(next) == nullptr;
    if (const auto* move = tls::as<Move>(last); move != nullptr && move->edge->sender != last.us) return true;
    if (tls::as<Input>(last) != nullptr) return false; // what came belongs to what is made of it
    if (tls::as<Input>(next) != nullptr || is_received(tls::as<Wire>(next), next.us)) return true;
    const auto* alert = tls::as<Alert>(next);
    if (alert != nullptr && alert->sender == next.us) return tls::as<Failure>(last) == nullptr;
    const auto* message = tls::as<Message>(next);
    return message != nullptr && message->sender != next.us && tls::as<Record>(last) == nullptr;
}

// True if there is a reason to stop behind an event like this.
bool matters(const tls::Event& event, Unit unit) {
    if (unit == Unit::record && tls::as<Wire>(event) != nullptr) return true;
    if (const auto* record = tls::as<Record>(event)) return record->type == tls::ContentType::application_data;
    if (const auto* input = tls::as<Input>(event)) return input->port == tls::Input::end_of_peer;
    return tls::as<Message>(event) != nullptr || tls::as<Move>(event) != nullptr || tls::as<Alert>(event) != nullptr ||
           tls::as<Failure>(event) != nullptr;
}

} // namespace

std::vector<std::size_t> stops_in(Events events, Unit unit) {
    std::vector<std::size_t> stops;
    bool worth_it = false;
    for (std::size_t at = 0; at < events.size(); ++at) {
        worth_it = worth_it || matters(events[at], unit);
        const bool ends = at + 1 == events.size() || begins_anew(events, at + 1, unit);
        if (!ends || !worth_it) continue;
        stops.push_back(at + 1);
        worth_it = false;
    }
    return stops;
}

Act act_at(Events events, std::size_t position) {
    if (position == 0) return {0, 0, events.empty() ? tls::Role::client : events.front().us};
    const std::vector<std::size_t> stops = stops_in(events.first(position), Unit::message);
    const auto behind = std::lower_bound(stops.begin(), stops.end(), position);
    return {behind == stops.begin() ? 0 : *std::prev(behind), position, events[position - 1].us};
}

} // namespace vitrine::apps
