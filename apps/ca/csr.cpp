// vitrine ca csr: a key, and a request for a certificate that somebody else signs (RFC 2986).
#include "apps/ca/commands.h"
#include "apps/ca/openssl_lines.h"
#include "tls/x509/asn1/pem.h"
#include "tls/x509/make/request.h"

#include <fmt/format.h>

namespace vitrine::apps::ca {
namespace {

bool parse(const Arguments& arguments, MakingOptions& options) {
    CommandLine line{"ca csr", "Makes a key and a request for its certificate: NAME.csr and NAME.key.",
                     "--san LIST [flags]", "vitrine ca csr --san DNS:localhost,IP:127.0.0.1"};
    line.group("For whom");
    add_name_flags(line, options);
    line.group("What is made");
    add_key_flags(line, options);
    add_signature_flags(line, options);
    line.group("Where");
    add_output_flags(line, options, "for NAME.csr and NAME.key; the default is the first name");
    line.text("keyout", options.key_out, "FILE", "for the key, in place of NAME.key");
    return line.parse(arguments);
}

std::vector<x509::make::Extension> wishes_of(const Profile& profile) {
    if (profile.names.empty()) return {};
    std::vector<Bytes> names;
    names.reserve(profile.names.size());
    for (const AltName& name : profile.names) names.push_back(name.general_name);
    return {x509::make::subject_alt_name(names)};
}

} // namespace

ExitCode run_csr(const Arguments& arguments) {
    MakingOptions options;
    if (!parse(arguments, options)) return ExitCode::ok;
    if (options.names.empty() && options.subject.empty())
        throw UsageError{"for whom? --san DNS:localhost,IP:127.0.0.1, or -subj /CN=name"};
    const Profile profile = profile_of(options, 1);
    const std::string stem = stem_of(options, profile);
    const x509::KeyKind kind = key_kind_in(options.key);

    crypto::SystemRandom random;
    const x509::NewKey key = x509::NewKey::generate(kind, random);
    const x509::make::Signer signer{key.key(), signature_of(options, key.key()), random};
    const Bytes request = x509::make::request(x509::name(profile.subject), wishes_of(profile), signer);
    const OpensslFiles names{stem + ".csr", options.key_out.empty() ? stem + ".key" : options.key_out, {}, {}};
    NewFiles files{existing_of(options)};
    files.add(names.request, x509::write_pem("CERTIFICATE REQUEST", request)); // RFC 7468 §7
    files.add_private(names.key, key.pem());
    files.write();
    tell(options, files, line_for_request(profile, kind, signer.algorithm, names));
    return ExitCode::ok;
}

} // namespace vitrine::apps::ca
