// vitrine ca bad: a chain with one thing wrong, and what can be tried with it.
#include "apps/ca/bad.h"

#include "apps/ca/commands.h"
#include "apps/ca/new_files.h"
#include "apps/ca/openssl_lines.h"
#include "apps/command_line.h"
#include "apps/nearest.h"
#include "apps/terminal.h"
#include "tls/x509/asn1/pem.h"
#include "tls/x509/certificate/ip_address.h"

#include <fmt/format.h>

namespace vitrine::apps::ca {
namespace {

namespace bad = x509::bad;

struct BadOptions {
    std::string name, rsa, out;
    bool list = false, json = false, markdown = false, all = false, force = false, quiet = false;
};

constexpr std::size_t max_help = 1; // kinds named in the help; --list has all

void require_clear(const BadOptions& options, std::size_t flags) {
    const bool named = flags > 0 || !options.name.empty() || !options.rsa.empty();
    if (options.list && (options.all || named))
        throw UsageError{"-list makes nothing: no kind and no -all goes with it"};
    if (!options.list && (options.json || options.markdown)) throw UsageError{"-json and -markdown go with -list"};
    if (options.json && options.markdown) throw UsageError{"-json and -markdown exclude each other"};
    if (options.all && named) throw UsageError{"-all has every kind: no other is named with it"};
}

bool parse(const Arguments& arguments, BadOptions& options, std::vector<bad::Kind>& wanted) {
    CommandLine line{
        "ca bad", "Makes a root, a leaf and what is shown between them, with one thing wrong: to see who refuses it.",
        "--KIND [flags]", "vitrine ca bad --expired"};
    const std::vector<bad::Kind> kinds = bad::all_kinds();
    const auto flags = std::make_unique<bool[]>(kinds.size());
    line.positional(options.name);
    line.group("Which kind (--list names all of them)");
    for (std::size_t i = 0; i < kinds.size(); ++i)
        line.flag(kinds[i].name, flags[i], i < max_help ? std::string{kinds[i].wrong} : "");
    line.text("rsa", options.rsa, "BITS", "an RSA key of 1024 or of 16384 bits");
    line.flag("all", options.all, "every kind, each in a directory below -out");
    line.flag("list", options.list, "the names of all kinds");
    line.flag("json", options.json, "with --list: JSON Lines");
    line.flag("markdown", options.markdown, "with --list: the page of the documentation");
    line.group("Where");
    line.text("out", options.out, "DIRECTORY", "for root.pem, leaf.pem, leaf.key and chain.pem (bad-KIND)");
    line.flag("force", options.force, "write over files that are there");
    line.flag("quiet", options.quiet, "say nothing");
    if (!line.parse(arguments)) return false;
    for (std::size_t i = 0; i < kinds.size(); ++i)
        if (flags[i]) wanted.push_back(kinds[i]);
    require_clear(options, wanted.size());
    if (options.all) wanted = kinds;
    return true;
}

bad::Kind kind_named(const std::string& name) {
    if (const auto kind = bad::find_kind(name)) return *kind;
    std::vector<std::string> known;
    for (const bad::Kind& kind : bad::all_kinds()) known.emplace_back(kind.name);
    throw UsageError{fmt::format("there is no kind '{}'{}\n  vitrine ca bad --list names them all", name,
                                 did_you_mean(name, known))};
}

std::string lines_of_verify(const bad::Experiment& experiment, std::string_view name, std::string_view place) {
    const std::string untrusted = experiment.chain.empty() ? "" : fmt::format(" -untrusted {}/chain.pem", place);
    const std::string question = fmt::format("-CAfile {0}/root.pem{1} {2} {0}/leaf.pem", place, untrusted, name);
    return fmt::format("  vitrine verify {0}\n  openssl verify -x509_strict -purpose sslserver {0}\n", question);
}

std::string what_to_try(const bad::Experiment& experiment, const bad::Kind& kind, const std::string& directory,
                        bool has_key) {
    const std::string name = quoted(experiment.host_name), place = quoted(directory);
    const bool address = x509::parse_ip_address(experiment.host_name).has_value();
    const std::string flag = address ? "-verify_ip" : "-verify_hostname";
    std::string text = fmt::format("  wrong     {}\n  rule      {}\n  refused   by the check '{}'\ntry\n", kind.wrong,
                                   kind.reference, kind.refused_by);
    if (kind.seen_in == bad::SeenIn::handshake)
        text += "  (vitrine verify and openssl verify would trust it: only the handshake shows what is wrong)\n";
    else
        text += lines_of_verify(experiment, fmt::format("{} {}", flag, name), place);
    if (!has_key) return text + "  (nobody has the private key of this leaf: no server can show it)\n";
    const std::string chain = experiment.chain.empty() ? "" : fmt::format(" -cert_chain {}/chain.pem", place);
    text +=
        fmt::format("  vitrine server -accept localhost:4433 -cert {0}/leaf.pem -key {0}/leaf.key{1}\n", place, chain);
    return text + fmt::format("  vitrine client localhost:4433 -CAfile {}/root.pem {} {}\n", place, flag, name);
}

std::string base_of(const BadOptions& options) { return options.all && options.out.empty() ? "bad" : options.out; }

void make(const bad::Kind& kind, const std::string& directory, const BadOptions& options) {
    crypto::SystemRandom random;
    bad::Experiment experiment{std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()), random};
    kind.spoil(experiment);
    NewFiles files{options.force ? Existing::replaced : Existing::kept};
    if (options.all) files.add_directory(base_of(options));
    files.add_directory(directory);
    const auto pem_of = [&](std::size_t number) { return x509::write_pem("CERTIFICATE", experiment.make(number)); };
    files.add(directory + "/root.pem", pem_of(bad::Experiment::root_number));
    files.add(directory + "/leaf.pem", pem_of(bad::Experiment::leaf_number));
    const auto& key = experiment.leaf().key;
    if (key) files.add_private(directory + "/leaf.key", key->pem());
    std::string chain;
    for (const std::size_t number : experiment.chain) chain += pem_of(number);
    if (!chain.empty()) files.add(directory + "/chain.pem", chain);
    files.write();
    if (options.quiet) return;
    std::string told = "wrote";
    for (const std::string& path : files.paths()) told += " " + path;
    say(escaped(told) + "\n" + what_to_try(experiment, kind, directory, key != nullptr));
}

} // namespace

ExitCode run_bad(const Arguments& arguments) {
    BadOptions options;
    std::vector<bad::Kind> wanted;
    if (!parse(arguments, options, wanted)) return ExitCode::ok;
    if (options.list) {
        fmt::print("{}", options.json ? json_of_kinds() : options.markdown ? page_of_kinds() : list_of_kinds());
        return ExitCode::ok;
    }
    if (!options.name.empty()) wanted.push_back(kind_named(options.name));
    if (!options.rsa.empty()) wanted.push_back(kind_named("rsa-" + options.rsa));
    if (wanted.empty()) throw UsageError{"which kind? Say: vitrine ca bad --expired; --list names them all"};
    if (wanted.size() > 1 && !options.all) throw UsageError{"one kind at a time, or --all: else who refused what?"};
    const std::string base = base_of(options);
    for (const bad::Kind& kind : wanted)
        make(kind,
             options.all    ? fmt::format("{}/{}", base, kind.name)
             : base.empty() ? fmt::format("bad-{}", kind.name)
                            : base,
             options);
    return ExitCode::ok;
}

} // namespace vitrine::apps::ca
