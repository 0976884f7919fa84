// What a subcommand says of itself on a screen, and to a shell.
#include "apps/help_page.h"

#include "tls/trace/text_layout.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace vitrine::apps {

namespace {

constexpr std::size_t help_column = 30;

std::string wrapped_lines(std::string_view text, std::size_t columns) {
    std::string lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines += tls::wrapped(text.substr(0, end), 0, columns) + "\n";
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

// Names that reach into the column of the help have a line for themselves.
std::string row(const HelpPage::Flag& flag, std::size_t columns) {
    const std::string names =
        fmt::format("{}{}{}", fmt::join(flag.names, ", "), flag.placeholder.empty() ? "" : " ", flag.placeholder);
    const std::string text = tls::wrapped(flag.text, help_column, columns);
    if (tls::width_of(names) + 3 <= help_column) return fmt::format("  {:<27} {}\n", names, text);
    return fmt::format("  {}\n{:{}}{}\n", names, "", help_column, text);
}

std::string beginning(const HelpPage& page, std::size_t columns) {
    return tls::wrapped(fmt::format("vitrine {} {}", page.name, page.usage), 0, columns) + "\n" +
           wrapped_lines(page.purpose, columns);
}

std::string end(const HelpPage& page) { return fmt::format("Example\n  {}\n", page.example); }

std::string topic_of(std::string_view heading) {
    std::string topic{heading.substr(0, std::min(heading.find(" ("), heading.find_first_of(",:")))};
    for (char& c : topic) c = c == ' ' ? '-' : static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return topic;
}

// All flags, or those of one topic, under their headings.
std::string rows(const HelpPage& page, std::string_view topic, std::size_t columns) {
    std::string text;
    std::string_view heading;
    for (const HelpPage::Flag& flag : page.flags) {
        if (!topic.empty() && topic_of(flag.heading) != topic) continue;
        if (flag.heading != heading) text += tls::wrapped(flag.heading, 0, columns) + "\n";
        heading = flag.heading;
        text += row(flag, columns);
    }
    return text;
}

// As many of a topic's flags as a line holds.
std::string line_of(const HelpPage& page, std::string_view topic, std::size_t indent, std::size_t columns) {
    constexpr std::string_view more = " ...";
    std::string line;
    for (const HelpPage::Flag& flag : page.flags) {
        if (topic_of(flag.heading) != topic) continue;
        const std::string next = (line.empty() ? "" : " ") + flag.names.front();
        if (indent + line.size() + next.size() + more.size() > columns) return line + std::string{more};
        line += next;
    }
    return line;
}

std::string overview(const HelpPage& page, std::size_t columns) {
    std::string text = beginning(page, columns);
    text += "Flags by topic; --help TOPIC tells of one topic, --help all of all\n";
    const std::vector<std::string> topics = topics_of(page);
    std::size_t widest = 0;
    for (const std::string& topic : topics) widest = std::max(widest, topic.size());
    for (const std::string& topic : topics)
        text += fmt::format("  {:<{}}  {}\n", topic, widest, line_of(page, topic, widest + 4, columns));
    return text + end(page);
}

} // namespace

std::string help_text(const HelpPage& page, std::size_t columns) {
    std::string whole = help_on(page, "all", columns);
    const auto lines = static_cast<std::size_t>(std::ranges::count(whole, '\n'));
    return lines <= lines_of_a_screen ? whole : overview(page, columns);
}

std::string help_on(const HelpPage& page, std::string_view topic, std::size_t columns) {
    if (topic == "all") return beginning(page, columns) + rows(page, "", columns) + end(page);
    return rows(page, topic, columns);
}

std::vector<std::string> topics_of(const HelpPage& page) {
    std::vector<std::string> topics;
    for (const HelpPage::Flag& flag : page.flags) {
        const std::string topic = topic_of(flag.heading);
        if (!topic.empty() && std::ranges::find(topics, topic) == topics.end()) topics.push_back(topic);
    }
    return topics;
}

std::string flags_for_a_shell(const HelpPage& page) {
    std::string lines;
    for (const HelpPage::Flag& flag : page.flags)
        for (const std::string& name : flag.names)
            lines += fmt::format("{}{}{}\n", name, flag.placeholder.empty() ? "" : " ", flag.placeholder);
    return lines;
}

std::string help_in_form(const HelpPage& page, std::string_view form, const std::string& overview) {
    if (form == "man") return manual_page(page);
    return form == "flags" ? flags_for_a_shell(page) : overview;
}

} // namespace vitrine::apps
