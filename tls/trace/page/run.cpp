// The run that a page shows, put in order.
#include "run.h"

#include "tls/base/names.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace vitrine::tls::page {

namespace {

// A derivation keeps its label and its public seed: the graph is drawn, its values are not.
void mask(told::Derivation& derivation) {
    derivation.secret.bytes.clear();
    derivation.a.clear();
    derivation.output.clear();
    for (told::Named& part : derivation.parts) part.bytes.clear();
}

// Takes out what the wire does not show, so that no part of the page could show it by mistake.
class Mask {
public:
    // False if nothing of the event may be seen.
    bool apply(Event& event) {
        if (as<told::Input>(event) || as<told::Draw>(event) || as<told::Secret>(event)) return false;
        if (const auto* record = as<told::Record>(event)) return record->aad.empty();
        if (const auto* alert = as<told::Alert>(event)) return !is_sealed(alert->sender);
        if (const auto* message = as<told::Message>(event)) return passes(*message);
        if (auto* session = std::get_if<told::Session>(&event.what)) session->session.clear();
        if (auto* agreement = std::get_if<told::Agreement>(&event.what)) agreement->premaster.clear();
        if (auto* derivation = std::get_if<told::Derivation>(&event.what)) mask(*derivation);
        auto* check = std::get_if<told::Check>(&event.what);
        if (check != nullptr && check->what.starts_with("verify_data")) check->found = check->expected = "not shown";
        return true;
    }

private:
    bool is_sealed(Role sender) const { return sender == Role::client ? client_sealed_ : server_sealed_; }
    bool passes(const told::Message& message) {
        if (is_sealed(message.sender)) return false;
        if (message.type == ContentType::change_cipher_spec)
            (message.sender == Role::client ? client_sealed_ : server_sealed_) = true;
        return true;
    }

    bool client_sealed_ = false, server_sealed_ = false; // that end has sent ChangeCipherSpec
};

std::vector<Event> shown(const std::vector<Event>& all, Role us, Secrets secrets) {
    std::vector<Event> events;
    Mask mask;
    for (Event event : all)
        if (event.us == us && (secrets == Secrets::shown || mask.apply(event))) events.push_back(std::move(event));
    return events;
}

void sort_in(const Event& event, Acts& acts) {
    if (const auto* check = as<told::Check>(event)) acts.checks.push_back(check);
    if (const auto* choice = as<told::Choice>(event)) acts.choices.push_back(choice);
    if (const auto* signature = as<told::Signature>(event)) acts.signatures.push_back(signature);
    if (const auto* agreement = as<told::Agreement>(event)) acts.agreements.push_back(agreement);
    if (const auto* derivation = as<told::Derivation>(event)) acts.derivations.push_back(derivation);
    if (const auto* session = as<told::Session>(event)) acts.sessions.push_back(session);
    if (const auto* failure = as<told::Failure>(event)) acts.failure = failure;
}

std::vector<Acts> acts_between(const std::vector<Event>& events) {
    std::vector<Acts> acts(1);
    for (const Event& event : events) {
        if (as<told::Wire>(event))
            acts.push_back({acts.size(), {}, {}, {}, {}, {}, {}, nullptr});
        else
            sort_in(event, acts.back());
    }
    return acts;
}

struct Said {           // a message of the handshake
    std::size_t record; // its place
    Role sender;
    std::string message;
};

std::vector<Said> said_in(const std::vector<ExplainedRecord>& records) {
    std::vector<Said> said;
    for (std::size_t i = 0; i < records.size(); ++i) {
        const ExplainedRecord& record = records[i];
        const bool sealed = record.type == ContentType::handshake && !record.opened;
        if (sealed) said.push_back({i, record.sender, std::string{name_of(Message::finished)}});
        for (const std::string& message : record.messages) said.push_back({i, record.sender, message});
    }
    return said;
}

// Rows that lead through the messages from `state` on, as many as fit. A row's condition may be about what comes later,
// so each that fits is tried.
std::vector<const Edge*> path_of(std::span<const Said> said, State state) {
    std::vector<const Edge*> longest;
    if (said.empty() || state == State::established) return longest;
    for (const Edge& edge : edges()) {
        if (edge.from != state || edge.sender != said[0].sender || name_of(edge.message) != said[0].message) continue;
        std::vector<const Edge*> path = path_of(said.subspan(1), edge.to);
        path.insert(path.begin(), &edge);
        if (path.size() > longest.size()) longest = std::move(path);
    }
    return longest;
}

// The rows that were taken; of a connection between others, those that its messages fit.
std::vector<const Edge*> rows_of(const std::vector<Event>& events, std::span<const Said> said) {
    std::vector<const Edge*> rows;
    for (const Event& event : events)
        if (const auto* move = as<told::Move>(event)) rows.push_back(move->edge);
    return rows.empty() ? path_of(said, State::client_hello) : rows;
}

// Each message of a handshake takes one row of the flow, in the order of the wire.
std::vector<std::vector<const Edge*>> moves_by(const std::vector<Event>& events,
                                               const std::vector<ExplainedRecord>& records) {
    const std::vector<Said> said = said_in(records);
    const std::vector<const Edge*> rows = rows_of(events, said);
    std::vector<std::vector<const Edge*>> moves(records.size());
    std::size_t next = 0;
    for (const Said& message : said)
        if (next < rows.size() && name_of(rows[next]->message) == message.message)
            moves[message.record].push_back(rows[next++]);
    return moves;
}

} // namespace

bool Acts::empty() const {
    return checks.empty() && choices.empty() && signatures.empty() && agreements.empty() && derivations.empty() &&
           sessions.empty() && failure == nullptr;
}

Run::Run(const std::vector<Event>& all, Role role, const PageOptions& page_options)
    : us{role}, options{page_options}, events{shown(all, role, page_options.secrets)},
      records{explain_records(events, role, Certificates::opened)}, moves{moves_by(events, records)}, acts{acts_between(
                                                                                                          events)} {
    acts.resize(records.size() + 1);
}

const told::Failure* Run::failure() const {
    for (const Event& event : events)
        if (const auto* failure = as<told::Failure>(event)) return failure;
    return nullptr;
}

const told::Check* Run::refused() const {
    const told::Check* last = nullptr;
    for (const Event& event : events)
        if (const auto* check = as<told::Check>(event); check != nullptr && !check->passed) last = check;
    return last;
}

std::string content_of(const ExplainedRecord& record) {
    if (!record.messages.empty() && record.type != ContentType::alert)
        return fmt::format("{}", fmt::join(record.messages, ", "));
    if (record.type == ContentType::handshake && !record.opened) return "Finished";
    for (const Span& span : record.spans) {
        if (span.path == "Alert.description") return "Alert " + span.meaning;
        if (record.type == ContentType::handshake && !span.path.starts_with("Record."))
            return span.path.substr(0, span.path.find('.')) + ", continued";
    }
    return name_of(record.type);
}

bool Run::holds_secrets() const {
    const auto opened = [](const ExplainedRecord& record) { return record.encrypted && record.opened; };
    return tls::holds_secrets(events) || std::any_of(records.begin(), records.end(), opened);
}

FoundSpan find_span(const Run& run, std::string_view path) {
    for (const ExplainedRecord& record : run.records)
        for (const Span& span : record.spans)
            if (span.path == path) return {&record, &span};
    return {};
}

View bytes_of(const FoundSpan& found) {
    if (found.span == nullptr) return {};
    const Span* span = found.span;
    const Span* const last = &found.record->spans.back();
    if (span != last && span[1].path == span->path) ++span;
    return View{found.record->clear}.subspan(span->offset, span->size);
}

} // namespace vitrine::tls::page
