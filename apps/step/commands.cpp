// The commands of the stepper: one function each, and the table that names them.
#include "apps/step/commands.h"

#include "apps/nearest.h"
#include "apps/step/report.h"
#include "apps/step/topics.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin);
}

std::size_t number_in(std::string_view text, std::string_view example) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || text.empty())
        throw StepError{fmt::format("'{}' is no number; for example: {}", text, example)};
    return number;
}

std::size_t count_in(std::string_view text, std::string_view example) {
    return text.empty() ? 1 : number_in(text, example);
}

Reply said(std::string_view text, Ink ink = Ink::plain) { return {{Line{text, ink}}}; }

} // namespace

// clang-format off
std::span<const Commands::Verb> Commands::verbs() {
    static constexpr std::array table{
        Verb{"s",   "step",     "[N]",      "one message forward, or N",                                &Commands::step},
        Verb{"n",   "next",     "[N]",      "one record forward",                                       &Commands::next},
        Verb{"c",   "continue", "",         "to the next breakpoint, or to the end",                    &Commands::run_on},
        Verb{"u",   "undo",     "[N]",      "one message back",                                         &Commands::undo},
        Verb{"g",   "goto",     "N",        "to event N: p events numbers them",                        &Commands::go_to},
        Verb{"b",   "break",    "[NAME]",   "stop c at a state, a message or `alert`; alone: list them", &Commands::set_break},
        Verb{"d",   "delete",   "N",        "the breakpoint of that number",                            &Commands::delete_break},
        Verb{"p",   "print",    "WHAT",     "state, bytes, fields, keys, transcript, next, checks, choices, flow, events, or a field", &Commands::print},
        Verb{"set", "set",      "FIELD=HEX", "break a copy of the run: FIELD[2]=00, FIELD[0]=^01 flips bits", &Commands::set},
        Verb{"o",   "original", "",         "from the copy back to the run as it was",                  &Commands::original},
        Verb{"x",   "secrets",  "[on|off]", "show keys, or hide them",                                  &Commands::show_secrets},
        Verb{"w",   "write",    "FILE",     "write the run: .tlsrec, .html, .pcapng or .keys",   &Commands::write},
        Verb{"q",   "quit",     "",         "leave",                                                    &Commands::quit},
        Verb{"?",   "help",     "",         "this",                                                     &Commands::help},
    };
    return table;
}
// clang-format on

Reply Commands::execute(std::string_view line, std::size_t width) {
    line = trimmed(line);
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::string_view name = line.substr(0, end), argument = trimmed(line.substr(end));
    std::vector<std::string> known;
    for (const Verb& verb : verbs()) {
        if (name == verb.letter || name == verb.name) return (this->*verb.run)(argument, width);
        known.emplace_back(verb.name);
    }
    throw StepError{fmt::format("there is no command '{}'{} (? lists them)", name, did_you_mean(name, known))};
}

Reply Commands::arrived(Arrival arrival, std::size_t width) {
    Reply reply{{}, Reply::Place::moved};
    switch (arrival) {
    case Arrival::stop: break;
    case Arrival::breakpoint: reply.lines.emplace_back("a breakpoint", Ink::heading); break;
    case Arrival::end: reply.lines = report_of_end(session_.run().events(), width); break;
    case Arrival::start: reply.lines.emplace_back("this is the start", Ink::dim); break;
    case Arrival::interrupted: reply.lines.emplace_back("still waiting for the peer", Ink::dim); break;
    }
    return reply;
}

Reply Commands::step(Words argument, std::size_t width) {
    Arrival arrival = Arrival::stop;
    for (std::size_t left = count_in(argument, "s 3"); left > 0 && arrival == Arrival::stop; --left)
        arrival = session_.forward(Unit::message);
    return arrived(arrival, width);
}

Reply Commands::next(Words argument, std::size_t width) {
    Arrival arrival = Arrival::stop;
    for (std::size_t left = count_in(argument, "n 3"); left > 0 && arrival == Arrival::stop; --left)
        arrival = session_.forward(Unit::record);
    return arrived(arrival, width);
}

Reply Commands::run_on(Words /*argument*/, std::size_t width) { return arrived(session_.run_on(), width); }

Reply Commands::undo(Words argument, std::size_t width) {
    Arrival arrival = Arrival::stop;
    for (std::size_t left = count_in(argument, "u 3"); left > 0 && arrival == Arrival::stop; --left)
        arrival = session_.back(Unit::message);
    return arrived(arrival, width);
}

Reply Commands::go_to(Words argument, std::size_t width) {
    return arrived(session_.go_to(number_in(argument, "g 12")), width);
}

Reply Commands::set_break(Words argument, std::size_t /*width*/) {
    if (!argument.empty()) session_.breakpoints.emplace_back(argument);
    Reply reply;
    for (std::size_t i = 0; i < session_.breakpoints.size(); ++i)
        reply.lines.emplace_back(fmt::format("{}  {}", i + 1, session_.breakpoints[i].text()));
    if (reply.lines.empty()) reply.lines.emplace_back("no breakpoints", Ink::dim);
    return reply;
}

Reply Commands::delete_break(Words argument, std::size_t width) {
    const std::size_t number = number_in(argument, "d 1");
    if (number == 0 || number > session_.breakpoints.size())
        throw StepError{fmt::format("there is no breakpoint {}; b lists them", number)};
    session_.breakpoints.erase(session_.breakpoints.begin() + static_cast<std::ptrdiff_t>(number - 1));
    return set_break("", width);
}

Reply Commands::print(Words argument, std::size_t width) { return {print_topic(session_, argument, width)}; }

Reply Commands::set(Words argument, std::size_t width) {
    const ChangedField changed = session_.set(parse_change(argument));
    return {report_of_change(changed, session_.run(), width), Reply::Place::jumped};
}

Reply Commands::show_secrets(Words argument, std::size_t /*width*/) {
    const bool shown = session_.secrets == tls::Secrets::shown;
    if (!argument.empty() && argument != "on" && argument != "off") throw StepError{"secrets on, or secrets off?"};
    session_.secrets = (argument.empty() ? !shown : argument == "on") ? tls::Secrets::shown : tls::Secrets::hidden;
    return said(session_.secrets == tls::Secrets::shown ? "secrets are shown" : "secrets are hidden", Ink::dim);
}

Reply Commands::write(Words argument, std::size_t /*width*/) {
    if (argument.empty()) throw StepError{"write to which file? For example: w run.pcapng"};
    return said(write_(session_, std::string{argument}));
}

Reply Commands::original(Words /*argument*/, std::size_t /*width*/) {
    if (!session_.leave_copy()) return said("this is the run as it was", Ink::dim);
    return {{Line{"back in the run as it was", Ink::heading}}, Reply::Place::jumped};
}

Reply Commands::quit(Words /*argument*/, std::size_t /*width*/) { return {{}, Reply::Place::same, true}; }

Reply Commands::help(Words /*argument*/, std::size_t width) {
    Reply reply;
    for (const Verb& verb : verbs()) {
        const std::string names =
            verb.letter == verb.name ? std::string{verb.name} : fmt::format("{}, {}", verb.letter, verb.name);
        append(reply.lines, wrapped(fmt::format("{:<13} {:<10} {}", names, verb.argument, verb.help), width, 25));
    }
    return reply;
}

} // namespace vitrine::apps
