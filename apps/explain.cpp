// vitrine explain: what lies in a recording, a capture, hexadecimal text or PEM, byte by byte.
#include "apps/command_line.h"
#include "apps/commands.h"
#include "apps/explain_source.h"
#include "apps/private_file.h"
#include "apps/terminal.h"
#include "net/files/read_file.h"
#include "tls/trace/page.h"
#include "tls/trace/render_json.h"
#include "tls/trace/render_table.h"
#include "tls/trace/render_tree.h"
#include "tls/trace/text_layout.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

constexpr std::size_t max_input = std::size_t{256} << 20; // bytes

struct ExplainOptions {
    std::string file, format, key_log_file, html_file;
    std::optional<std::size_t> connection;
    bool json = false, notes = false, secrets = false, certificates = false;
};

using Render = std::string (*)(const ExplainSource&, const ExplainOptions&);

tls::Secrets secrecy(const ExplainOptions& options) {
    return options.secrets ? tls::Secrets::shown : tls::Secrets::hidden;
}

// A certificate that was given for itself is open in any case.
tls::Certificates certificates(const ExplainOptions& options) {
    return options.certificates ? tls::Certificates::opened : tls::Certificates::closed;
}

Bytes bytes_of(const tls::Annotation& annotation) {
    Bytes bytes;
    for (const tls::AnnotatedField& field : annotation.fields) append(bytes, field.bytes);
    return bytes;
}

std::string fault_line(const tls::Annotation& annotation) {
    return annotation.fault.empty() ? "" : fmt::format("not understood: {}\n", escaped(annotation.fault));
}

std::string as_tree(const ExplainSource& source, const ExplainOptions& options) {
    const tls::TreeStyle style{stdout_colour(), options.notes ? tls::Notes::shown : tls::Notes::left_out,
                               secrecy(options), terminal_columns()};
    if (const auto* told = std::get_if<ToldConnection>(&source.content))
        return tls::render_tree(told->events, told->us, certificates(options), style);
    const tls::Annotation& annotation = std::get<SinglePiece>(source.content).annotation;
    return tls::TreeRenderer{style}.spans(bytes_of(annotation), tls::spans_of(annotation, certificates(options))) +
           fault_line(annotation);
}

std::string as_table(const ExplainSource& source, const tls::TableStyle& style) {
    if (const auto* told = std::get_if<ToldConnection>(&source.content))
        return tls::render_table(tls::explain_records(told->events, told->us, tls::Certificates::opened), style);
    const tls::Annotation& annotation = std::get<SinglePiece>(source.content).annotation;
    return tls::render_table(annotation.name, bytes_of(annotation),
                             tls::spans_of(annotation, tls::Certificates::opened), style) +
           fault_line(annotation);
}

std::string as_columns(const ExplainSource& source, const ExplainOptions& /*options*/) {
    return as_table(source, {tls::TableForm::columns, terminal_columns()});
}

std::string as_markdown(const ExplainSource& source, const ExplainOptions& /*options*/) {
    return as_table(source, {tls::TableForm::markdown});
}

std::string as_json(const ExplainSource& source, const ExplainOptions& options) {
    if (const auto* told = std::get_if<ToldConnection>(&source.content))
        return tls::render_json(told->events, told->us, tls::Certificates::opened, secrecy(options));
    const auto& piece = std::get<SinglePiece>(source.content);
    return tls::render_json(piece.of, piece.annotation, tls::Certificates::opened);
}

std::string as_html(const ExplainSource& source, const ExplainOptions& options) {
    const auto* told = std::get_if<ToldConnection>(&source.content);
    if (told == nullptr)
        throw UsageError{"a page is made of a connection: of one message or certificate there is none"};
    tls::PageOptions page;
    page.secrets = secrecy(options);
    if (!source.title.empty()) page.lead = source.title;
    return tls::render_page(told->events, told->us, page);
}

struct Format {
    std::string_view name;
    Render render;
    bool has_titles; // between its sources
};

constexpr std::array formats{
    Format{"tree", as_tree, true},  Format{"table", as_columns, true}, Format{"markdown", as_markdown, true},
    Format{"json", as_json, false}, Format{"html", as_html, false},
};

const Format& format_of(const ExplainOptions& options) {
    const std::string name = options.json ? "json" : options.html_file.empty() ? options.format : "html";
    const auto* const found = std::ranges::find(formats, name, &Format::name);
    if (found != formats.end()) return *found;
    throw UsageError{fmt::format("--format {}: there are tree, table, markdown, json and html", name)};
}

bool holds_secrets(const ExplainSource& source) {
    const auto* told = std::get_if<ToldConnection>(&source.content);
    return told != nullptr && tls::holds_secrets(told->events);
}

std::string title_of(const ExplainSource& source, std::size_t number, const ExplainOptions& options) {
    if (source.title.empty()) return "";
    const std::string title = fmt::format("{}: {}", number, escaped(source.title));
    if (format_of(options).render == as_markdown) return fmt::format("## {}\n\n", title);
    return fmt::format("{}\n", tls::painted(title, "1;7", stdout_colour()));
}

// Where people read it, it says that it holds secrets.
std::string secrets_mark(const ExplainSource& source, const ExplainOptions& options) {
    if (!holds_secrets(source)) return "";
    const std::string_view text = options.secrets
                                      ? "WITH SECRETS: whoever has this can read the connection."
                                      : "The secrets of this connection are known here. They are not shown: --secrets.";
    return fmt::format("{}\n", tls::painted(text, options.secrets ? "1;97;41" : "31", stdout_colour()));
}

void print_source(const ExplainSource& source, std::size_t number, const ExplainOptions& options) {
    for (const std::string& trouble : source.troubles) say(fmt::format("vitrine: {}\n", escaped(trouble)));
    const Format& format = format_of(options);
    if (format.has_titles) fmt::print("{}{}", title_of(source, number, options), secrets_mark(source, options));
    const std::string text = format.render(source, options);
    if (options.html_file.empty())
        fmt::print("{}", text);
    else
        write_private_file(options.html_file, text);
}

void print_sources(const std::vector<ExplainSource>& sources, const ExplainOptions& options) {
    if (options.connection && (*options.connection == 0 || *options.connection > sources.size()))
        throw UsageError{fmt::format("--connection {}: {} holds {}, counted from 1", *options.connection, options.file,
                                     sources.size())};
    const bool is_page = format_of(options).render == as_html;
    if (is_page && sources.size() > 1 && !options.connection)
        throw UsageError{fmt::format("{} holds {} connections, a page shows one: --connection N says which",
                                     options.file, sources.size())};
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (options.connection && *options.connection != i + 1) continue;
        if (i > 0 && !options.connection && format_of(options).has_titles) fmt::print("\n");
        print_source(sources[i], i + 1, options);
    }
}

} // namespace

ExitCode run_explain(const Arguments& arguments) {
    ExplainOptions options;
    options.format = "tree";
    CommandLine line{"explain", "Every byte of a connection, a message or a certificate: what it is, and why.",
                     "FILE|- [flags]", "vitrine explain --format table capture.pcapng -keylogfile keys.txt"};
    line.positional(options.file);
    line.group("FILE: a recording (--record), a capture (pcap, pcapng), records or a message in hex, PEM");
    line.text("keylogfile", options.key_log_file, "FILE", "the secrets of a capture, or of records in hex");
    line.number("connection", options.connection, "only this one of several, counted from 1");
    line.group("What to print");
    line.text("format", options.format, "FORMAT", "tree (the default), table, markdown, json or html");
    line.flag("json", options.json, "the same as --format json: JSON Lines, one an event");
    line.text("html", options.html_file, "FILE", "one self-contained page for a browser, written to this file");
    line.flag("notes,v", options.notes, "in the tree: what each field is for, said once, with its RFC section");
    line.flag("certificates", options.certificates, "in the tree: certificates opened, field by field");
    line.flag("secrets", options.secrets, "keys and what they are made from, instead of their size and digest");
    if (!line.parse(arguments)) return ExitCode::ok;
    if (options.file.empty()) throw UsageError{"which file is to be explained? '-' is stdin"};
    static_cast<void>(format_of(options));
    const bool is_stdin = options.file == "-";
    const std::string content = net::read_file(is_stdin ? "/dev/stdin" : options.file, max_input);
    const std::string key_log = options.key_log_file.empty() ? "" : net::read_file(options.key_log_file);
    print_sources(sources_in(content, is_stdin ? "stdin" : options.file, key_log), options);
    return ExitCode::ok;
}

} // namespace vitrine::apps
