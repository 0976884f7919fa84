// A subcommand's flags: CLI11 behind a few lines that double a single dash.
#include "apps/command_line.h"

#include "apps/nearest.h"
#include "apps/terminal.h"
#include "tls/trace/text_layout.h"

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

std::string wrapped_lines(std::string_view text, std::size_t columns) {
    std::string lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines += tls::wrapped(text.substr(0, end), 0, columns) + "\n";
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

constexpr std::size_t help_column = 30;

// Names that reach into the column of the help have a line for themselves.
std::string row_of_help(std::string_view names, std::string_view help, std::size_t columns) {
    const std::string wrapped_help = tls::wrapped(help, help_column, columns);
    if (tls::width_of(names) + 3 <= help_column) return fmt::format("  {:<27} {}\n", names, wrapped_help);
    return fmt::format("  {}\n{:{}}{}\n", names, "", help_column, wrapped_help);
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
    : parser_{std::make_unique<Parser>()}, name_{std::move(name)}, purpose_{std::move(purpose)},
      usage_{std::move(usage)}, example_{std::move(example)} {
    parser_->app.set_help_flag("-h,--help,-?");
    parser_->app.allow_extras(); // told below, with what was probably meant
}

CommandLine::~CommandLine() = default;

void CommandLine::group(std::string heading) { heading_ = std::move(heading); }

void CommandLine::add_row(std::string_view names, const std::string& placeholder, std::string help) {
    std::vector<std::string> shown = split_names(names);
    for (std::string& name : shown) spellings_.push_back(name.insert(0, "-"));
    if (help.empty()) return;
    rows_.push_back({heading_, fmt::format("{}{}", fmt::join(shown, ", "), placeholder), std::move(help)});
}

void CommandLine::flag(std::string_view names, bool& set, std::string help) {
    parser_->app.add_flag(dashed(names), set);
    add_row(names, "", std::move(help));
}

void CommandLine::text(std::string_view names, std::string& value, std::string placeholder, std::string help) {
    const auto take = [&value, spelled = std::string{names}](const std::string& text) {
        value = filled(text, spelled);
    };
    parser_->app.add_option_function<std::string>(dashed(names), take)->take_last();
    add_row(names, " " + std::move(placeholder), std::move(help));
}

void CommandLine::texts(std::string_view names, std::vector<std::string>& values, std::string placeholder,
                        std::string help) {
    const auto take = [&values, spelled = std::string{names}](const std::vector<std::string>& all) {
        for (const std::string& value : all) values.push_back(filled(value, spelled));
    };
    CLI::Option* const option = parser_->app.add_option_function<std::vector<std::string>>(dashed(names), take);
    option->expected(1)->allow_extra_args(false)->take_all(); // one behind each: the next may be no flag's
    add_row(names, " " + std::move(placeholder), std::move(help));
}

template <class Value> void CommandLine::add_number(std::string_view names, Value& value, std::string help) {
    const std::string name{names.substr(0, names.find(','))};
    const auto take = [&value, name](const std::string& text) { value = number_in(text, name); };
    parser_->app.add_option_function<std::string>(dashed(names), take)->take_last();
    add_row(names, " N", std::move(help));
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

bool CommandLine::parse(const std::vector<std::string>& arguments) {
    std::vector<std::string> reversed = double_dashes(arguments);
    refuse_bare_equals(reversed);
    std::reverse(reversed.begin(), reversed.end()); // as CLI11 takes them
    try {
        parser_->app.parse(std::move(reversed));
    } catch (const CLI::CallForHelp&) {
        fmt::print("{}", help());
        return false;
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

std::string CommandLine::help() const {
    const std::size_t columns = terminal_columns();
    std::string text = tls::wrapped(fmt::format("vitrine {} {}", name_, usage_), 0, columns) + "\n";
    text += wrapped_lines(purpose_, columns);
    std::string_view heading;
    for (const Row& row : rows_) {
        if (row.heading != heading) text += tls::wrapped(row.heading, 0, columns) + "\n";
        heading = row.heading;
        text += row_of_help(row.names, row.help, columns);
    }
    return text + fmt::format("Example\n  {}\n", example_);
}

} // namespace vitrine::apps
