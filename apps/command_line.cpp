// A subcommand's flags: CLI11 behind a few lines that double a single dash.
#include "apps/command_line.h"

#include "apps/nearest.h"
#include "apps/terminal.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>

namespace vitrine::apps {
namespace {

std::vector<std::string> split_names(std::string_view names) {
    std::vector<std::string> all;
    while (!names.empty()) {
        const std::size_t comma = std::min(names.find(','), names.size());
        all.emplace_back(names.substr(0, comma));
        names.remove_prefix(std::min(comma + 1, names.size()));
    }
    return all;
}

// As CLI11 wants them: "--insecure,--k,-k".
std::string dashed(std::string_view names) {
    std::vector<std::string> all;
    for (const std::string& name : split_names(names)) {
        all.push_back("--" + name);
        if (name.size() == 1) all.push_back("-" + name);
    }
    return fmt::format("{}", fmt::join(all, ","));
}

// The flag as the help spells it first.
std::string spelling_of(std::string_view names) { return fmt::format("-{}", names.substr(0, names.find(','))); }

// What a shell makes of "$UNSET": taken for "not given", it would trust the system's anchors, or ask for no name.
const std::string& filled(const std::string& value, std::string_view names) {
    if (value.empty()) throw UsageError{spelling_of(names) + " wants a value; it is empty"};
    return value;
}

// Digits and nothing else: a parser for all kinds of integers takes -1 for the largest of them.
std::size_t number_in(std::string_view text, std::string_view name) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = end == text.data() + text.size();
    if (whole && error == std::errc::result_out_of_range)
        throw UsageError{fmt::format("-{}: '{}' is no number that fits: {} is the largest", name, text,
                                     std::numeric_limits<std::size_t>::max())};
    if (!whole || error != std::errc{})
        throw UsageError{
            fmt::format("-{}: '{}' is no number; wanted is a whole one in digits: 0, 1, 2, ...", name, text)};
    return number;
}

bool asks_for_help(const std::string& argument) {
    return argument == "-h" || argument == "-?" || argument == "-help" || argument == "--help";
}

} // namespace

class CommandLine::Parser {
public:
    CLI::App app;
};

std::vector<std::string> double_dashes(const std::vector<std::string>& arguments) {
    std::vector<std::string> doubled;
    bool flags = true;
    for (const std::string& argument : arguments) {
        if (argument == "--") flags = false;
        const bool single = argument.size() > 2 && argument[0] == '-' && argument[1] != '-';
        doubled.push_back(flags && single ? "-" + argument : argument);
    }
    return doubled;
}

CommandLine::CommandLine(std::string name, std::string purpose, std::string usage, std::string example)
    : parser_{std::make_unique<Parser>()}, page_{std::move(name),
                                                 std::move(purpose),
                                                 std::move(usage),
                                                 std::move(example),
                                                 {}} {
    parser_->app.set_help_flag(); // help is ours
    parser_->app.allow_extras();  // told below, with what was probably meant
}

CommandLine::~CommandLine() = default;

void CommandLine::group(std::string heading) { heading_ = std::move(heading); }

void CommandLine::add_to_page(std::string_view names, std::string placeholder, std::string help) {
    std::vector<std::string> shown = split_names(names);
    for (std::string& name : shown) spellings_.push_back(name.insert(0, "-"));
    if (!help.empty()) page_.flags.push_back({heading_, std::move(shown), std::move(placeholder), std::move(help)});
}

void CommandLine::flag(std::string_view names, bool& set, std::string help) {
    parser_->app.add_flag(dashed(names), set);
    add_to_page(names, "", std::move(help));
}

void CommandLine::text(std::string_view names, std::string& value, std::string placeholder, std::string help) {
    const auto take = [&value, spelled = std::string{names}](const std::string& text) {
        value = filled(text, spelled);
    };
    parser_->app.add_option_function<std::string>(dashed(names), take)->take_last();
    add_to_page(names, std::move(placeholder), std::move(help));
}

void CommandLine::texts(std::string_view names, std::vector<std::string>& values, std::string placeholder,
                        std::string help) {
    const auto take = [&values, spelled = std::string{names}](const std::vector<std::string>& all) {
        for (const std::string& value : all) values.push_back(filled(value, spelled));
    };
    CLI::Option* const option = parser_->app.add_option_function<std::vector<std::string>>(dashed(names), take);
    option->expected(1)->allow_extra_args(false)->take_all(); // one behind each: the next may be no flag's
    add_to_page(names, std::move(placeholder), std::move(help));
}

template <class Value> void CommandLine::add_number(std::string_view names, Value& value, std::string help) {
    const std::string name{names.substr(0, names.find(','))};
    const auto take = [&value, name](const std::string& text) { value = number_in(text, name); };
    parser_->app.add_option_function<std::string>(dashed(names), take)->take_last();
    add_to_page(names, "N", std::move(help));
}

void CommandLine::number(std::string_view names, std::size_t& value, std::string help) {
    add_number(names, value, std::move(help));
}

void CommandLine::number(std::string_view names, std::optional<std::size_t>& value, std::string help) {
    add_number(names, value, std::move(help));
}

void CommandLine::positional(std::string& value) {
    parser_->app.add_option(fmt::format("argument {}", ++positionals_), value);
}

// For "--CAfile=" CLI11 would take what stands behind it.
void CommandLine::refuse_bare_equals(const std::vector<std::string>& doubled) const {
    for (const std::string& argument : doubled) {
        if (argument == "--") return;
        if (!argument.starts_with("--") || argument.find('=') != argument.size() - 1) continue;
        const std::string name = argument.substr(1, argument.size() - 2);
        if (std::ranges::find(spellings_, name) != spellings_.end()) filled("", name.substr(1));
    }
}

bool CommandLine::gave_help(const std::vector<std::string>& arguments) const {
    const auto flags_end = std::ranges::find(arguments, "--");
    const auto asked = std::find_if(arguments.begin(), flags_end, asks_for_help);
    if (asked == flags_end) return false;
    if (asked + 1 == flags_end || (asked + 1)->starts_with('-')) {
        fmt::print("{}", help_text(page_, terminal_columns()));
        return true;
    }
    const std::string& topic = *(asked + 1);
    const std::string text = topic == "man"     ? manual_page(page_)
                             : topic == "flags" ? flags_for_a_shell(page_)
                                                : help_on(page_, topic, terminal_columns());
    if (text.empty() && topic != "flags")
        throw UsageError{
            fmt::format("the help has no topic '{}'; there are all, {}", topic, fmt::join(topics_of(page_), ", "))};
    fmt::print("{}", text);
    return true;
}

bool CommandLine::parse(const std::vector<std::string>& arguments) {
    if (gave_help(arguments)) return false;
    std::vector<std::string> reversed = double_dashes(arguments);
    refuse_bare_equals(reversed);
    std::reverse(reversed.begin(), reversed.end()); // as CLI11 takes them
    try {
        parser_->app.parse(std::move(reversed));
    } catch (const CLI::ArgumentMismatch& error) { // "--CAfile: 1 required TEXT missing"
        const std::string_view text = error.what();
        const std::size_t end = text.find(':');
        throw UsageError{
            fmt::format("{} wants a value behind it", text.substr(text.starts_with("--") ? 1 : 0, end - 1))};
    } catch (const CLI::ParseError& error) {
        throw UsageError{error.what()};
    }
    std::vector<std::string> extras = parser_->app.remaining();
    extras.erase(std::remove(extras.begin(), extras.end(), "--"), extras.end()); // it only ends the flags
    if (extras.empty()) return true;
    std::string extra = extras.front();
    if (extra.starts_with("--")) extra.erase(0, 1);
    if (!extra.starts_with('-'))
        throw UsageError{fmt::format("what is '{}' for? It follows no flag that wants it", extra)};
    throw UsageError{fmt::format("there is no flag {}{}", extra, did_you_mean(extra, spellings_))};
}

} // namespace vitrine::apps
