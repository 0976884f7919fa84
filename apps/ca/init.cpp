// vitrine ca init: a root, its key and its own certificate.
#include "apps/ca/commands.h"
#include "apps/ca/openssl_lines.h"
#include "tls/x509/asn1/pem.h"
#include "tls/x509/make/extensions.h"

#include <fmt/format.h>

namespace vitrine::apps::ca {
namespace {

constexpr std::size_t usual_days = 3650;

struct InitOptions : MakingOptions {
    std::string directory;
};

bool parse(const Arguments& arguments, InitOptions& options) {
    CommandLine line{
        "ca init",
        "Makes a root: DIRECTORY/ca.pem, which others are given to trust, and DIRECTORY/ca.key, which nobody "
        "else may have.",
        "[DIRECTORY] [flags]", "vitrine ca init -subj '/O=Example/CN=Example Root' -key rsa:4096"};
    line.positional(options.directory);
    line.group("What is made");
    line.text("subj", options.subject, "NAME", "its name (/CN=vitrine CA)");
    add_key_flags(line, options);
    line.number("pathlen", options.path_length, "so many authorities may follow below it; else any number");
    add_validity_flags(line, options, "3650");
    add_signature_flags(line, options);
    line.group("Where");
    add_output_flags(line, options, "the directory, if it is not named in front (./ca)");
    return line.parse(arguments);
}

} // namespace

ExitCode run_init(const Arguments& arguments) {
    InitOptions options;
    if (!parse(arguments, options)) return ExitCode::ok;
    if (!options.directory.empty() && !options.out.empty())
        throw UsageError{fmt::format("the directory '{}' and -out exclude each other", options.directory)};
    const std::string directory = !options.directory.empty() ? options.directory
                                  : !options.out.empty()     ? options.out
                                                             : "ca";
    options.intermediate = true;
    if (options.subject.empty()) options.subject = "/CN=vitrine CA";
    const Profile profile = profile_of(options, usual_days);
    require_named(profile, x509::name(profile.subject));
    const x509::KeyKind kind = key_kind_in(options.key);

    crypto::SystemRandom random;
    const x509::NewKey key = x509::NewKey::generate(kind, random);
    const Bytes public_key = x509::subject_public_key_info(crypto::public_key_of(key.key()));
    const crypto::SignatureAlgorithm algorithm = signature_of(options, key.key());
    const Issuer itself{x509::name(profile.subject), x509::make::key_identifier(public_key), key.key(), algorithm};

    const OpensslFiles names{directory + "/ca.csr", directory + "/ca.key", directory + "/ca.ext",
                             directory + "/ca.pem"};
    NewFiles files{existing_of(options)};
    files.add_directory(directory);
    files.add(names.certificate, x509::write_pem("CERTIFICATE", make_certificate(profile, x509::name(profile.subject),
                                                                                 public_key, itself, random)));
    files.add_private(names.key, key.pem());
    files.write();
    tell(options, files,
         lines_for_extensions(profile, names) + line_for_request(profile, kind, names) +
             line_for_certificate(profile, algorithm, names, "-signkey " + quoted(names.key)));
    return ExitCode::ok;
}

} // namespace vitrine::apps::ca
