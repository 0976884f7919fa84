// A subcommand's flags, in the spelling that TLS people have in their fingers: -CAfile x, --CAfile x and --CAfile=x.
#pragma once

#include "apps/help_page.h"

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::apps {

// The command line, or a file that it names, is wrong. what() is a whole sentence.
class UsageError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// "-CAfile" becomes "--CAfile", which the parser takes for a long name; "-k", "-4", "-" and what stands behind "--"
// stay as they are.
std::vector<std::string> double_dashes(const std::vector<std::string>& arguments);

class CommandLine {
public:
    // `usage` is printed behind the name ("[host:port] [flags]"), `example` as the last line of the help.
    CommandLine(std::string name, std::string purpose, std::string usage, std::string example);
    CommandLine(const CommandLine&) = delete;
    CommandLine& operator=(const CommandLine&) = delete;
    ~CommandLine();

    // The heading that the flags added from now on stand under.
    void group(std::string heading);
    // Names without dashes, divided by commas: "insecure,k". Of a value that is given twice the last counts; an empty
    // one is refused. The help may be empty: then the flag stays unmentioned.
    void flag(std::string_view names, bool& set, std::string help);
    void text(std::string_view names, std::string& value, std::string placeholder, std::string help);
    // One that may be given several times: all of them count.
    void texts(std::string_view names, std::vector<std::string>& values, std::string placeholder, std::string help);
    void number(std::string_view names, std::size_t& value, std::string help);
    void number(std::string_view names, std::optional<std::size_t>& value, std::string help);
    // What stands without a flag, in the order in which they are added.
    void positional(std::string& value);

    // False if only the help was asked for: it has then been printed, whole if a screen holds it. Behind --help may
    // stand a topic of it, "all", "man" or "flags". Throws UsageError.
    [[nodiscard]] bool parse(const std::vector<std::string>& arguments);
    const HelpPage& help() const { return page_; }

private:
    class Parser; // the only place that knows CLI11
    template <class Value> void add_number(std::string_view names, Value& value, std::string help);
    void refuse_bare_equals(const std::vector<std::string>& doubled) const;
    void add_to_page(std::string_view names, std::string placeholder, std::string help);
    bool gave_help(const std::vector<std::string>& arguments) const;

    std::unique_ptr<Parser> parser_;
    HelpPage page_;
    std::string heading_;
    std::size_t positionals_ = 0;
    std::vector<std::string> spellings_; // "-CAfile": to guess what was meant
};

} // namespace vitrine::apps
