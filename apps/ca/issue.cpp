// vitrine ca issue: a key, and a certificate for it by an authority that was made before.
#include "apps/ca/commands.h"
#include "apps/ca/openssl_lines.h"
#include "tls/x509/asn1/pem.h"

#include <fmt/format.h>

namespace vitrine::apps::ca {
namespace {

constexpr std::size_t usual_days = 90, usual_days_of_authority = 3650;

bool parse(const Arguments& arguments, MakingOptions& options) {
    CommandLine line{"ca issue",
                     "Makes a key and its certificate: NAME.pem and NAME.key; and NAME.chain.pem, what a server sends\n"
                     "behind it (-cert_chain), if its issuer is no root.",
                     "--san LIST [flags]", "vitrine ca issue --san DNS:localhost,IP:127.0.0.1"};
    line.group("For whom");
    add_name_flags(line, options);
    add_purpose_flags(line, options);
    line.group("What is made");
    add_key_flags(line, options);
    add_validity_flags(line, options, "90; of an intermediate 3650");
    line.group("By whom");
    add_issuer_flags(line, options);
    add_signature_flags(line, options);
    line.group("Where");
    add_output_flags(line, options, "for NAME.pem and the others; the default is the first name");
    line.text("keyout", options.key_out, "FILE", "for the key, in place of NAME.key");
    return line.parse(arguments);
}

void check(const MakingOptions& options) {
    if (options.names.empty() && options.subject.empty())
        throw UsageError{"for whom? --san DNS:localhost,IP:127.0.0.1 for a server, -subj /CN=name for others"};
    if (options.names.empty() && !options.client && !options.intermediate)
        throw UsageError{"a server's certificate without --san is trusted by nobody: the common name is not looked at "
                         "(RFC 9525 §2)"};
}

} // namespace

ExitCode run_issue(const Arguments& arguments) {
    MakingOptions options;
    if (!parse(arguments, options)) return ExitCode::ok;
    check(options);
    const Profile profile = profile_of(options, options.intermediate ? usual_days_of_authority : usual_days);
    require_named(profile, x509::name(profile.subject));
    const std::string stem = stem_of(options, profile);
    const x509::KeyKind kind = key_kind_in(options.key);
    const Authority authority = Authority::load(options, profile);
    const crypto::SignatureAlgorithm algorithm = signature_of(options, authority.key());

    crypto::SystemRandom random;
    const x509::NewKey key = x509::NewKey::generate(kind, random);
    const Bytes public_key = x509::subject_public_key_info(crypto::public_key_of(key.key()));
    const OpensslFiles names{stem + ".csr", options.key_out.empty() ? stem + ".key" : options.key_out, stem + ".ext",
                             stem + ".pem"};
    NewFiles files{existing_of(options)};
    files.add(names.certificate,
              x509::write_pem("CERTIFICATE", make_certificate(profile, x509::name(profile.subject), public_key,
                                                              authority.as_issuer(algorithm), random)));
    files.add_private(names.key, key.pem());
    add_chain(files, authority, stem);
    files.write();
    tell(options, files,
         lines_for_extensions(profile, names) + line_for_request(profile, kind, names) +
             line_for_certificate(profile, algorithm, names, signer_words(options)));
    return ExitCode::ok;
}

} // namespace vitrine::apps::ca
