// What a subcommand says of itself, in every form that it is asked for: on a screen, as a manual page, for a shell.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vitrine::apps {

struct HelpPage {
    struct Flag {
        std::string heading;            // that it stands under: "Where to", "Extensions (RFC 6066)"
        std::vector<std::string> names; // "-CAfile", "-cacert"
        std::string placeholder;        // "FILE"; empty: it takes no value
        std::string text;
    };
    std::string name, purpose, usage, example; // "client", …, "[host:port] [flags]", "vitrine client localhost"
    std::vector<Flag> flags;
};

constexpr std::size_t lines_of_a_screen = 24;

// Each takes the width of the terminal in columns. What fits on a screen is told whole; of more, what there is, by
// topic.
std::string help_text(const HelpPage& page, std::size_t columns);
// `topic`: one of topics_of(), or "all". Empty if there is none of that name.
std::string help_on(const HelpPage& page, std::string_view topic, std::size_t columns);
// "where-to", "extensions": of the headings, what stands before a comma, a colon or a bracket.
std::vector<std::string> topics_of(const HelpPage& page);

// In the language of man(7).
std::string manual_page(const HelpPage& page);
// A line for each name: "-CAfile FILE", "-quiet".
std::string flags_for_a_shell(const HelpPage& page);
// Of a command that has commands: "man" and "flags" are those two, any other form is its `overview`.
std::string help_in_form(const HelpPage& page, std::string_view form, const std::string& overview);

} // namespace vitrine::apps
