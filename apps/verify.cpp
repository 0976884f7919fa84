// vitrine verify: is this certificate to be trusted? Each check of its path, with its section (RFC 5280 §6, RFC 9525).
#include "apps/command_line.h"
#include "apps/commands.h"
#include "apps/options.h"
#include "apps/terminal.h"
#include "apps/verdict_text.h"
#include "net/files/read_file.h"
#include "tls/trace/text_layout.h"
#include "tls/x509/asn1/pem.h"
#include "tls/x509/certificate/fields.h"
#include "tls/x509/certificate/ip_address.h"

#include <fmt/format.h>

namespace vitrine::apps {
namespace {

constexpr std::uint8_t der_sequence = 0x30;        // X.690 §8.9
constexpr std::size_t most_from_files = 1000;      // certificates: more than any message may hold
constexpr std::size_t latest_time = 253402300799U; // 9999-12-31 23:59:59 UTC, the last of GeneralizedTime

struct VerifyOptions {
    std::string file, untrusted, host_name, ip_address, purpose = "sslserver";
    std::optional<std::size_t> at_time;
    SharedOptions shared;
    bool allow_common_name = false, json = false;
};

bool parse_options(const Arguments& arguments, VerifyOptions& options) {
    CommandLine line{"verify", "Is a certificate to be trusted? Each check of its path, and which paths were rejected.",
                     "FILE|- [flags]", "vitrine verify -CAfile ca.pem -verify_hostname localhost server.pem"};
    line.positional(options.file);
    line.group("FILE: the certificate in PEM or DER; further ones in it help to build a path");
    line.text("CAfile", options.shared.ca_file, "FILE", "trust these certificates, and not those of the system");
    line.text("CApath", options.shared.ca_directory, "DIR", "the same, of every file in a directory");
    line.text("untrusted", options.untrusted, "FILE", "certificates that may stand between it and an anchor");
    line.group("What it must be good for");
    line.text("verify_hostname", options.host_name, "NAME", "this host's name (an address is taken as -verify_ip)");
    line.text("verify_ip", options.ip_address, "ADDRESS", "this address");
    line.text("purpose", options.purpose, "PURPOSE", "sslserver (the default) or sslclient");
    line.number("attime", options.at_time, "this time instead of now, in seconds since 1970");
    add_revocation_flags(line, options.shared);
    line.flag("allow-common-name", options.allow_common_name, "take the CN if there is no subjectAltName");
    line.group("What to print");
    line.flag("json", options.json, "JSON Lines, one a certificate, a check, a rejected path");
    return line.parse(arguments);
}

std::string name_of_file(const std::string& file) { return file == "-" ? "stdin" : file; }

// What is wrong with a certificate is a verdict and not a mistake on the command line.
struct MalformedLeaf {
    std::string why;
};
using Presented = std::vector<x509::Certificate>;

std::vector<x509::PemBlock> blocks_in(const std::string& file) {
    const std::string content = net::read_file(file == "-" ? "/dev/stdin" : file);
    if (!content.empty() && static_cast<std::uint8_t>(content[0]) == der_sequence)
        return {{"CERTIFICATE", to_bytes(as_bytes(content)), 1}};
    try {
        return x509::read_pem(content);
    } catch (const x509::ParseError& error) {
        throw UsageError{fmt::format("{}: {}", name_of_file(file), error.what())};
    }
}

bool is_certificate(const x509::PemBlock& block) { // RFC 7468 §5.1
    return block.label == "CERTIFICATE" || block.label == "X509 CERTIFICATE";
}

void say_passed_over(const std::string& file, const x509::PemBlock& block, std::string_view why) {
    say(fmt::format("vitrine: {} line {}: passed over: {}\n", escaped(name_of_file(file)), block.line, escaped(why)));
}

// Adds what the file holds. Only the leaf must be readable: another that is not could not help anyway.
void add_certificates(const std::string& file, Presented& presented) {
    bool found = false;
    for (const x509::PemBlock& block : blocks_in(file)) {
        if (!is_certificate(block)) {
            say_passed_over(file, block, block.label);
            continue;
        }
        found = true;
        try {
            presented.push_back(x509::Certificate::parse(block.der));
        } catch (const x509::ParseError& error) {
            if (presented.empty()) throw MalformedLeaf{error.what()};
            say_passed_over(file, block, error.what());
        }
    }
    if (!found) throw UsageError{name_of_file(file) + " holds no certificate"};
}

x509::Verdict verdict_on(const VerifyOptions& options, const x509::Question& question) {
    const x509::TrustStore trust_store = trust_store_of(options.shared, Fallback::system_trust);
    Presented presented;
    try {
        add_certificates(options.file, presented);
    } catch (const MalformedLeaf& malformed) {
        return x509::refused_as_malformed(malformed.why);
    }
    if (!options.untrusted.empty()) add_certificates(options.untrusted, presented);
    return x509::validate(presented, trust_store, question);
}

x509::Purpose purpose_of(const std::string& name) {
    if (name == "sslserver") return x509::Purpose::server_auth;
    if (name == "sslclient") return x509::Purpose::client_auth;
    throw UsageError{fmt::format("-purpose {}: there are sslserver and sslclient", name)};
}

x509::Question question_of(const VerifyOptions& options) {
    x509::Question question{};
    question.time = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    if (options.at_time) {
        if (*options.at_time > latest_time) throw UsageError{fmt::format("-attime {} is too late", *options.at_time)};
        question.time = std::chrono::sys_seconds{std::chrono::seconds{*options.at_time}};
    }
    question.purpose = purpose_of(options.purpose);
    question.allow_common_name = options.allow_common_name;
    question.most_presented = most_from_files;
    question.revocation_lists = revocation_lists_of(options.shared);
    question.revocation_demand = revocation_demand_of(options.shared);
    if (const std::optional<Bytes> address = x509::parse_ip_address(options.host_name))
        question.ip_address = *address;
    else
        question.host_name = options.host_name;
    if (options.ip_address.empty()) return question;
    const std::optional<Bytes> address = x509::parse_ip_address(options.ip_address);
    if (!address) throw UsageError{fmt::format("-verify_ip {}: no IP address", options.ip_address)};
    question.ip_address = *address;
    return question;
}

// "server.pem: for localhost, as a server's, at 2030-06-01 12:00:00 UTC"
std::string question_line(const VerifyOptions& options, const x509::Question& question) {
    std::string name = question.host_name;
    if (!question.ip_address.empty())
        name += (name.empty() ? "" : " and ") + x509::format_ip_address(question.ip_address);
    return fmt::format("{}: for {}, as a {}'s, at {}", escaped(name_of_file(options.file)),
                       name.empty() ? "no name in particular" : escaped(name),
                       question.purpose == x509::Purpose::server_auth ? "server" : "client",
                       x509::format_time(question.time));
}

} // namespace

ExitCode run_verify(const Arguments& arguments) {
    VerifyOptions options;
    if (!parse_options(arguments, options)) return ExitCode::ok;
    if (options.file.empty()) throw UsageError{"which certificate? Say: vitrine verify FILE; '-' is stdin"};
    const x509::Question question = question_of(options);
    const x509::Verdict verdict = verdict_on(options, question);
    const std::size_t columns = terminal_columns();
    if (options.json)
        fmt::print("{}", verdict_json({name_of_file(options.file), question}, verdict));
    else
        fmt::print("{}\n{}{}\n", tls::wrapped(question_line(options, question), 0, columns),
                   verdict_table(verdict, columns), tls::wrapped(verdict_sentence(verdict), 0, columns));
    return verdict.trusted ? ExitCode::ok : ExitCode::not_trusted;
}

} // namespace vitrine::apps
