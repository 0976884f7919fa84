// One place in a run: what happened last there, in a sentence, and the list of all that came before.
#include "apps/step/scene.h"

#include "tls/base/names.h"
#include "tls/trace/summary.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

using namespace tls::told;

bool is_app_data(const Record& record) { return record.type == tls::ContentType::application_data; }

std::string of(const Message& message, tls::Role us) {
    return fmt::format("{} {}", message.sender == us ? "writes" : "reads", tls::summary(message.type, message.bytes));
}

std::string of(const Move& move, tls::Role us) {
    return fmt::format("{} {}", move.edge->sender == us ? "writes" : "reads", name_of(move.edge->message));
}

std::string of(const Record& record, tls::Role us) {
    const std::string_view verb = record.sender == us ? "writes" : "reads";
    if (is_app_data(record) && record.plaintext.empty()) return fmt::format("{} application data", verb);
    if (is_app_data(record)) return fmt::format("{} application data  {} bytes", verb, record.plaintext.size());
    return fmt::format("{} a part of a message  {} bytes", verb, record.plaintext.size());
}

std::string of(const Alert& alert, tls::Role us) {
    return fmt::format("{} Alert  {} {}", alert.sender == us ? "writes" : "reads", name_of(alert.level),
                       name_of(alert.description));
}

// What an event says of a whole act, and how much it says: the message counts for more than its record, an alert for
// more than the message that it answers.
struct Said {
    int weight = 0;
    std::string what;
};

Said said_by(const tls::Event& event) {
    if (const auto* alert = tls::as<Alert>(event)) return {4, of(*alert, event.us)};
    if (const auto* message = tls::as<Message>(event)) return {3, of(*message, event.us)};
    if (const auto* input = tls::as<Input>(event))
        return {input->port == tls::Input::end_of_peer ? 2 : 0, "meets the end of the stream"};
    if (const auto* move = tls::as<Move>(event)) return {2, of(*move, event.us)}; // of a message that is not known
    if (const auto* record = tls::as<Record>(event)) return {is_app_data(*record) ? 2 : 1, of(*record, event.us)};
    return {};
}

const Failure* refusal_in(Events events, tls::Role us) {
    for (const tls::Event& event : events)
        if (const auto* failure = tls::as<Failure>(event);
            failure != nullptr && event.us == us && !failure->sent_by_peer)
            return failure;
    return nullptr;
}

// The last thing of the most weight; what our end only wrote in answer does not hide what it refused.
std::string said_in(Events events, tls::Role us) {
    Said most;
    const bool refused = refusal_in(events, us) != nullptr;
    for (const tls::Event& event : events) {
        Said said = event.us == us ? said_by(event) : Said{};
        if (refused && said.weight == 4) continue;
        if (said.weight > 0 && said.weight >= most.weight) most = std::move(said);
    }
    return most.what;
}

// What a list of events says of each, behind its kind.
std::string in_a_few_words(const tls::Event& event) {
    if (const auto* move = tls::as<Move>(event))
        return fmt::format("{} -> {}", name_of(move->edge->from), name_of(move->edge->to));
    if (const auto* check = tls::as<Check>(event))
        return fmt::format("{}: {}", check->what, check->passed ? "passed" : "FAILED");
    if (const auto* choice = tls::as<Choice>(event))
        return fmt::format("{}: {} {}", choice->what, choice->candidate, choice->taken ? "taken" : "passed over");
    if (const auto* derivation = tls::as<Derivation>(event)) return derivation->became;
    if (const auto* draw = tls::as<Draw>(event)) return draw->purpose;
    if (const auto* signature = tls::as<Signature>(event)) return signature->what;
    if (const auto* failure = tls::as<Failure>(event)) return failure->sentence;
    if (const auto* wire = tls::as<Wire>(event)) return fmt::format("{} bytes", wire->bytes.size());
    if (const auto* record = tls::as<Record>(event))
        return fmt::format("{}, {} bytes", name_of(record->type), record->plaintext.size());
    if (tls::as<Input>(event) != nullptr) { // "from_peer, 119 bytes"
        const auto values = values_of(event);
        return fmt::format("{}, {} bytes", values[0].value, values[1].value);
    }
    return said_by(event).what;
}

} // namespace

Scene scene_at(Events events, std::size_t position, tls::Secrets secrets) {
    const Events past = events.first(position);
    Scene scene{{past.begin(), past.end()}, act_at(events, position), false, secrets};
    for (const tls::Event& event : past) scene.pair = scene.pair || event.us != past.front().us;
    return scene;
}

std::string title_of(const Scene& scene) {
    if (scene.past.empty()) return "nothing has been said yet";
    const std::string said = said_in(scene.act_events(), scene.act.us);
    const std::string who = fmt::format("the {}", name_of(scene.act.us));
    if (const Failure* failure = refusal_in(scene.act_events(), scene.act.us))
        return fmt::format("{} {}, and refuses it: {}", who, said.empty() ? "goes on" : said, name_of(failure->alert));
    return said.empty() ? fmt::format("{}: {}", who, kind_of(scene.past.back())) : fmt::format("{} {}", who, said);
}

// "client → ClientHello", "client ← ServerHello": who tells it, and whether it goes or comes.
Lines flow_of(const Scene& scene, std::size_t width) {
    Lines lines;
    std::size_t begin = 0;
    std::vector<std::size_t> stops = stops_in(scene.events(), Unit::message);
    if (!scene.past.empty() && (stops.empty() || stops.back() != scene.past.size())) stops.push_back(scene.past.size());
    for (std::size_t i = 0; i < stops.size(); ++i) {
        const tls::Role us = scene.past[stops[i] - 1].us;
        std::string said = said_in(scene.events().subspan(begin, stops[i] - begin), us);
        const bool refused = refusal_in(scene.events().subspan(begin, stops[i] - begin), us) != nullptr;
        const bool reads = !said.starts_with("writes");
        said.erase(0, std::min(said.find(' '), said.size())); // the verb is the arrow
        said = said.substr(0, said.find("  "));
        const Ink ink = stops[i] == scene.past.size() ? Ink::lit : refused ? Ink::bad : Ink::plain;
        const std::string_view end = refused ? " REFUSED" : "";
        const std::string begins = fmt::format("{:>2} {} {}{}", i + 1, name_of(us), reads ? "←" : "→", said);
        lines.emplace_back(cut(begins, width - std::min(width, end.size())).append(end), ink);
        begin = stops[i];
    }
    return lines;
}

Lines events_of(const Scene& scene, std::size_t width) {
    Lines lines;
    for (std::size_t i = 0; i < scene.past.size(); ++i) {
        const tls::Event& event = scene.past[i];
        lines.emplace_back(
            cut(fmt::format("{:>4} {} {:<10} {}", i + 1, name_of(event.us), kind_of(event), in_a_few_words(event)),
                width),
            i < scene.act.begin ? Ink::plain : Ink::lit);
    }
    return lines;
}

} // namespace vitrine::apps
