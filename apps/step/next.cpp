// The fourth question of a stop: what may legally come next, and why (RFC 5246 §7.3)?
#include "apps/step/facts.h"
#include "apps/step/scene.h"

#include "tls/base/names.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

using tls::Role;
using tls::State;

// Why nothing more may come to this end; empty if something may.
std::string ended(Events past, Role us) {
    std::string why;
    bool we_closed = false, peer_closed = false;
    for (const tls::Event& event : past) {
        if (event.us != us) continue;
        if (tls::as<tls::told::Failure>(event) != nullptr) why = "the connection has failed";
        const auto* alert = tls::as<tls::told::Alert>(event);
        const bool close = alert != nullptr && alert->description == tls::AlertDescription::close_notify;
        we_closed = we_closed || (close && alert->sender == us);
        peer_closed = peer_closed || (close && alert->sender != us);
    }
    if (why.empty() && we_closed && peer_closed) why = "both sides have said close_notify (RFC 5246 §7.2.1)";
    return why;
}

std::string_view word_of(Legal legal) {
    switch (legal) {
    case Legal::yes: return "legal";
    case Legal::no: return "not here";
    case Legal::open: return "open";
    }
    return "";
}

Ink ink_of(Legal legal) { return legal == Legal::yes ? Ink::good : legal == Legal::open ? Ink::plain : Ink::dim; }

// The facts that the rows of this state depend on.
bool depends_on(State state, std::size_t fact) {
    for (const tls::Edge& row : tls::edges()) {
        if (row.from != state) continue;
        for (unsigned ways = 0; ways < 64; ++ways) {
            std::array<bool, 6> way{};
            for (unsigned i = 0; i < way.size(); ++i) way.at(i) = (ways >> i & 1U) != 0;
            const bool before = row.when.holds({way[0], way[1], way[2], way[3], way[4], way[5]});
            way.at(fact) = !way.at(fact);
            if (before != row.when.holds({way[0], way[1], way[2], way[3], way[4], way[5]})) return true;
        }
    }
    return false;
}

Lines after_the_handshake(Role us, std::size_t width) {
    Lines lines;
    append(lines, wrapped("from either side: application data, or close_notify to end it", width, 2, Ink::good));
    const std::string_view asks = us == Role::client ? "a HelloRequest" : "a ClientHello";
    append(lines, wrapped(fmt::format("from the {}: {}, which asks for a renegotiation; it is answered by the warning "
                                      "no_renegotiation  RFC 5246 §7.4.1.1",
                                      name_of(other(us)), asks),
                          width, 2));
    append(lines, wrapped("any other handshake message, or ChangeCipherSpec: unexpected_message", width, 2, Ink::dim));
    return lines;
}

Lines rows_of(State state, const KnownFacts& known, std::size_t width) {
    Lines lines;
    for (const tls::Edge& row : tls::edges()) {
        if (row.from != state) continue;
        const Legal legal = is_legal(row, known);
        const std::string when = row.when.name == "always" ? "" : fmt::format(" if {}", row.when.name);
        append(lines,
               wrapped(fmt::format("  {:<8} {}{} -> {}", word_of(legal), name_of(row.message), when, name_of(row.to)),
                       width, 13, ink_of(legal)));
    }
    for (std::size_t i = 0; i < known.size(); ++i) {
        if (!depends_on(state, i)) continue;
        const std::string_view answer = !known.at(i).holds ? "not known yet" : *known.at(i).holds ? "yes" : "no";
        append(lines, wrapped(fmt::format("  {}? {}: {}", known.at(i).fact, answer, known.at(i).because), width, 4));
    }
    return lines;
}

Lines next_for(Events past, Role us, std::size_t width) {
    if (const std::string why = ended(past, us); !why.empty()) return {Line{"nothing: " + why, Ink::dim}};
    const State state = state_of(past, us);
    if (state == State::established) return after_the_handshake(us, width);
    const Role speaker = tls::speaker_in(state);
    Lines lines;
    append(lines, wrapped(fmt::format("in state {} the {} speaks{}:", name_of(state), name_of(speaker),
                                      speaker == us ? ", that is we" : ""),
                          width, 2));
    append(lines, rows_of(state, known_facts(past, us), width));
    if (speaker == us) return lines;
    append(lines, wrapped("anything else: unexpected_message (RFC 5246 §7.4); an alert may come at any time", width, 2,
                          Ink::dim));
    return lines;
}

} // namespace

Lines next_of(const Scene& scene, std::size_t width) {
    const Role us = scene.act.us;
    Lines lines;
    if (scene.pair) lines.emplace_back(fmt::format("as the {} sees it", name_of(us)), Ink::heading);
    append(lines, next_for(scene.events(), us, width));
    const bool behind = scene.pair && state_of(scene.events(), us) != state_of(scene.events(), other(us));
    if (!behind) return lines;
    lines.emplace_back(fmt::format("as the {} sees it, whom not everything has reached", name_of(other(us))),
                       Ink::heading);
    append(lines, next_for(scene.events(), other(us), width));
    return lines;
}

} // namespace vitrine::apps
