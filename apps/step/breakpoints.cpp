// Where `c` stops: a state that an end comes into, a message that is written or read, an alert.
#include "apps/step/breakpoints.h"

#include "apps/nearest.h"
#include "apps/step/patch.h"
#include "tls/trace/annotate.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

using namespace tls::told;

std::vector<std::string> state_names() {
    std::vector<std::string> names;
    for (unsigned i = 0; i <= static_cast<unsigned>(tls::State::established); ++i)
        names.emplace_back(name_of(static_cast<tls::State>(i)));
    return names;
}

std::vector<std::string> message_names() {
    std::vector<std::string> names;
    for (unsigned i = 0; i <= static_cast<unsigned>(tls::Message::new_session_ticket); ++i)
        names.emplace_back(name_of(static_cast<tls::Message>(i)));
    return names;
}

const std::string* find(const std::vector<std::string>& names, std::string_view name) {
    const auto found = std::find_if(names.begin(), names.end(),
                                    [&](const std::string& known) { return equal_without_case(known, name); });
    return found == names.end() ? nullptr : &*found;
}

bool enters(const tls::Event& event, std::string_view state) {
    const auto* move = tls::as<Move>(event);
    return move != nullptr && name_of(move->edge->to) == state;
}

bool is_message(const tls::Event& event, std::string_view name) {
    const auto* message = tls::as<Message>(event);
    return message != nullptr && tls::annotate(message->type, message->bytes).name == name;
}

bool is_alert(const tls::Event& event) {
    return tls::as<Alert>(event) != nullptr || tls::as<Failure>(event) != nullptr;
}

} // namespace

Breakpoint::Breakpoint(std::string_view name) {
    const std::vector<std::string> states = state_names(), messages = message_names();
    if (const std::string* state = find(states, name)) {
        kind_ = Kind::state;
        name_ = *state;
        text_ = "state " + name_;
    } else if (const std::string* message = find(messages, name)) {
        kind_ = Kind::message;
        name_ = *message;
        text_ = "message " + name_;
    } else if (equal_without_case(name, "alert")) {
        kind_ = Kind::alert;
        name_ = text_ = "alert";
    } else {
        std::vector<std::string> known = states;
        known.insert(known.end(), messages.begin(), messages.end());
        known.emplace_back("alert");
        throw StepError{fmt::format("there is no state or message '{}'{}", name, did_you_mean(name, known))};
    }
}

bool Breakpoint::is_met_by(Events act) const {
    return std::any_of(act.begin(), act.end(), [this](const tls::Event& event) {
        switch (kind_) {
        case Kind::state: return enters(event, name_);
        case Kind::message: return is_message(event, name_);
        case Kind::alert: return is_alert(event);
        }
        return false;
    });
}

} // namespace vitrine::apps
