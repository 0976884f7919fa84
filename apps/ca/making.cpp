// What the commands that make something share: their flags, and what these come to.
#include "apps/ca/making.h"

#include "apps/pass_phrase.h"
#include "apps/terminal.h"

#include <filesystem>
#include <fmt/format.h>

namespace vitrine::apps::ca {
namespace {

constexpr std::size_t max_common_name = 64; // RFC 5280 §A.1, ub-common-name
constexpr std::size_t max_days = 36'500;    // a hundred years: beyond, somebody mistyped

constexpr std::size_t empty_name = 2; // bytes of DER: a SEQUENCE of nothing

std::chrono::sys_seconds now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

void set_validity(Profile& profile, const MakingOptions& options, std::size_t usual_days) {
    if (options.days && !options.not_after.empty()) throw UsageError{"-days and -not-after exclude each other"};
    if (options.days.value_or(1) > max_days) throw UsageError{fmt::format("-days: {} at most", max_days)};
    if (options.days.value_or(1) == 0) throw UsageError{"-days 0: it would end as it begins; 1 at least"};
    profile.not_before = options.not_before.empty() ? now() : time_in(options.not_before);
    profile.not_after = options.not_after.empty()
                            ? profile.not_before + std::chrono::days{options.days.value_or(usual_days)}
                            : time_in(options.not_after);
    if (profile.not_after < profile.not_before) throw UsageError{"a certificate that ends before it begins"};
}

Profile::Use use_of(const MakingOptions& options) {
    if (options.client && options.intermediate) throw UsageError{"-client and -intermediate exclude each other"};
    if (options.path_length && !options.intermediate) throw UsageError{"-pathlen is for an -intermediate"};
    return options.client         ? Profile::Use::client
           : options.intermediate ? Profile::Use::authority
                                  : Profile::Use::server;
}

} // namespace

void add_key_flags(CommandLine& line, MakingOptions& options) {
    line.text("key", options.key, "KIND", "ec:P-256 (the default), ec:P-384, rsa:2048, rsa:3072, rsa:4096, rsa:8192");
}

void add_purpose_flags(CommandLine& line, MakingOptions& options) {
    line.flag("client", options.client, "for a client, that shows it to servers; else for a server");
    line.flag("intermediate", options.intermediate, "for an authority that signs others");
    line.number("pathlen", options.path_length, "of an intermediate: so many authorities may follow below it");
    line.flag("must-staple", options.must_staple, "clients must be shown a stapled OCSP response (RFC 7633)");
}

void add_name_flags(CommandLine& line, MakingOptions& options) {
    line.text("san", options.names, "LIST", "DNS:localhost,IP:127.0.0.1,email:...,URI:...: whose certificate it is");
    line.text("subj", options.subject, "NAME", "/O=Example/CN=localhost; the default is the first name as CN");
}

void add_validity_flags(CommandLine& line, MakingOptions& options, std::string_view usual) {
    line.number("days", options.days, fmt::format("valid for so many days ({})", usual));
    line.text("not-before", options.not_before, "TIME", "2026-01-31 or 20260131120000Z; the default is now");
    line.text("not-after", options.not_after, "TIME", "the same, in place of -days");
}

void add_signature_flags(CommandLine& line, MakingOptions& options) {
    line.flag("sha384", options.sha384, "sign with SHA-384; else SHA-256, for P-384 SHA-384");
    line.flag("sha512", options.sha512, "sign with SHA-512");
    line.flag("pss", options.pss, "sign with RSASSA-PSS, if the issuer's key is an RSA key; else PKCS#1");
}

void add_issuer_flags(CommandLine& line, MakingOptions& options) {
    line.text("CA", options.ca_file, "FILE", "the certificate of who signs (ca/ca.pem)");
    line.text("CAkey", options.ca_key_file, "FILE", "its key (ca/ca.key)");
    line.text("pass,passin", options.pass, "SOURCE", pass_help);
}

void add_output_flags(CommandLine& line, MakingOptions& options, std::string_view makes) {
    line.text("out", options.out, "NAME", std::string{makes});
    line.flag("force", options.force, "write over files that are there");
    line.flag("quiet", options.quiet, "say nothing");
}

Profile profile_of(const MakingOptions& options, std::size_t usual_days) {
    Profile profile;
    profile.use = use_of(options);
    profile.names = alt_names_in(options.names);
    profile.path_length = options.path_length;
    profile.must_staple = options.must_staple;
    set_validity(profile, options, usual_days);
    if (!options.subject.empty())
        profile.subject = subject_in(options.subject);
    else if (!profile.names.empty() && profile.names.front().text.size() <= max_common_name)
        profile.subject = {{"CN", profile.names.front().text}};
    return profile;
}

void require_named(const Profile& profile, View subject) {
    if (subject.size() > empty_name) return;
    if (profile.use == Profile::Use::authority)
        throw UsageError{"an authority without a name: its subject must not be empty (RFC 5280 §4.1.2.6)"};
    if (profile.names.empty())
        throw UsageError{"for whom? Of an empty subject and no --san nobody can tell (RFC 5280 §4.1.2.6)"};
}

crypto::SignatureAlgorithm signature_of(const MakingOptions& options, const crypto::PrivateKey& key) {
    using Kind = crypto::SignatureAlgorithm::Kind;
    crypto::SignatureAlgorithm algorithm = x509::make::usual_algorithm(key);
    if (options.sha384 && options.sha512) throw UsageError{"-sha384 and -sha512 exclude each other"};
    if (options.sha384) algorithm.hash = crypto::HashAlgorithm::sha384;
    if (options.sha512) algorithm.hash = crypto::HashAlgorithm::sha512;
    if (options.pss && algorithm.kind == Kind::ecdsa)
        throw UsageError{"-pss is for RSA: the key that signs is an EC key"};
    if (options.pss) algorithm.kind = Kind::rsa_pss;
    return algorithm;
}

Existing existing_of(const MakingOptions& options) { return options.force ? Existing::replaced : Existing::kept; }

std::string stem_of(const MakingOptions& options, const Profile& profile) {
    std::string stem = options.out;
    if (stem.empty() && !profile.names.empty()) stem = profile.names.front().text;
    if (stem.empty() || (options.out.empty() && stem.find_first_of("*/:@") != std::string::npos))
        throw UsageError{"what is it to be called? -out NAME makes NAME.pem and NAME.key"};
    if (stem.ends_with(".pem")) stem.resize(stem.size() - 4);
    const std::string name = std::filesystem::path{stem}.filename().string();
    if (name.empty() || name == "." || name == "..")
        throw UsageError{fmt::format(
            "-out {}: a directory, and no name in it: -out DIRECTORY/NAME makes NAME.pem there", options.out)};
    return stem;
}

void add_chain(NewFiles& files, const Authority& authority, const std::string& stem) {
    const std::string chain = authority.chain_pem();
    if (chain.empty()) return files.leave_none(stem + ".chain.pem");
    files.add(stem + ".chain.pem", chain);
}

void tell(const MakingOptions& options, const NewFiles& files, std::string_view openssl_lines) {
    if (options.quiet) return;
    std::string text = "wrote";
    for (const std::string& path : files.paths()) text += fmt::format(" {}", path);
    for (const std::string& path : files.removed()) text += fmt::format("; removed {}, of the one before", path);
    say(fmt::format("{}\nwith openssl:\n{}", escaped(text), openssl_lines));
}

} // namespace vitrine::apps::ca
