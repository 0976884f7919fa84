// vitrine ca sign: a certificate for a request that somebody else made (RFC 2986).
#include "apps/ca/commands.h"
#include "apps/ca/openssl_lines.h"
#include "net/files/read_file.h"
#include "tls/x509/asn1/pem.h"
#include "tls/x509/certificate/ip_address.h"
#include "tls/x509/make/request.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::apps::ca {
namespace {

constexpr std::size_t usual_days = 90, usual_days_of_authority = 3650;

struct SignOptions : MakingOptions {
    std::string request;
};

bool parse(const Arguments& arguments, SignOptions& options) {
    CommandLine line{
        "ca sign",
        "Makes a certificate for a request, once its signature shows that who asks holds the key. Only the "
        "key,\nthe subject and the DNS names and addresses are taken from the request: what the certificate "
        "is for\nis said here.",
        "REQUEST.csr|- [flags]", "vitrine ca sign localhost.csr"};
    line.positional(options.request);
    line.group("For whom");
    line.text("san", options.names, "LIST", "names in place of those that are asked for");
    add_purpose_flags(line, options);
    line.group("What is made");
    add_validity_flags(line, options, "90; of an intermediate 3650");
    line.group("By whom");
    add_issuer_flags(line, options);
    add_signature_flags(line, options);
    line.group("Where");
    add_output_flags(line, options, "for NAME.pem; the default is the request's name");
    return line.parse(arguments);
}

constexpr std::uint8_t der_sequence = 0x30;

bool is_der(std::string_view content) { return !content.empty() && as_bytes(content)[0] == der_sequence; }

x509::CertificateRequest read_request(const std::string& path, std::string_view text) {
    try {
        if (is_der(text)) return x509::CertificateRequest::parse(as_bytes(text));
        for (const x509::PemBlock& block : x509::read_pem(text))
            if (block.label == "CERTIFICATE REQUEST" || block.label == "NEW CERTIFICATE REQUEST") // RFC 7468 §7
                return x509::CertificateRequest::parse(block.der);
    } catch (const x509::ParseError& error) {
        throw UsageError{fmt::format("{}: {}", path, error.what())};
    }
    throw UsageError{fmt::format("{}: no request: no line '-----BEGIN CERTIFICATE REQUEST-----'", path)};
}

void require_possession(const x509::CertificateRequest& request, const std::string& path) {
    if (!request.public_key())
        throw UsageError{fmt::format("{}: a key of a kind that is not used here: {}", path, request.public_key_name())};
    if (!request.has_known_signature())
        throw UsageError{fmt::format("{}: signed with {}, which is not spoken here: make the request with -sha256",
                                     path, request.signature_algorithm_name())};
    if (!request.signature_verifies())
        throw UsageError{fmt::format("{}: its signature does not verify: who made it does not hold the key "
                                     "(RFC 2986 §3)",
                                     path)};
}

// The names asked for, as --san has them: each is checked as if it had been typed.
std::string names_of(const x509::CertificateRequest& request) {
    std::string names;
    const auto& asked = request.extensions().subject_alt_name;
    if (!asked) return names;
    for (const std::string& name : asked->dns_names) {
        if (name.find(',') != std::string::npos) throw UsageError{"a DNS name with a comma is asked for"};
        names += fmt::format("{}DNS:{}", names.empty() ? "" : ",", name);
    }
    for (const Bytes& address : asked->ip_addresses)
        names += fmt::format("{}IP:{}", names.empty() ? "" : ",", x509::format_ip_address(address));
    return names;
}

} // namespace

ExitCode run_sign(const Arguments& arguments) {
    SignOptions options;
    if (!parse(arguments, options)) return ExitCode::ok;
    if (options.request.empty()) throw UsageError{"which request? Say: vitrine ca sign REQUEST.csr"};
    const bool is_stdin = options.request == "-";
    if (is_stdin) options.request = "/dev/stdin"; // as openssl calls it too
    const std::string content = net::read_file(options.request);
    const x509::CertificateRequest request = read_request(options.request, content);
    require_possession(request, options.request);
    if (options.names.empty()) options.names = names_of(request);
    Profile profile = profile_of(options, options.intermediate ? usual_days_of_authority : usual_days);
    if (profile.names.empty() && profile.use == Profile::Use::server)
        throw UsageError{"no name is asked for in the request: --san DNS:name gives it one, --client needs none"};
    require_named(profile, request.subject().der());
    const Authority authority = Authority::load(options, profile);
    const crypto::SignatureAlgorithm algorithm = signature_of(options, authority.key());
    if (options.out.empty() && !is_stdin) options.out = options.request.substr(0, options.request.rfind(".csr"));
    const std::string stem = stem_of(options, profile);

    crypto::SystemRandom random;
    const OpensslFiles names{options.request, {}, stem + ".ext", stem + ".pem"};
    NewFiles files{existing_of(options)};
    const Bytes certificate = make_certificate(profile, request.subject().der(), request.subject_public_key_info(),
                                               authority.as_issuer(algorithm), random);
    files.add(names.certificate, x509::write_pem("CERTIFICATE", certificate));
    add_chain(files, authority, stem);
    files.write();
    tell(options, files,
         lines_for_extensions(profile, names) +
             line_for_certificate(profile, algorithm, names,
                                  (is_der(content) ? "-inform DER " : "") + signer_words(options)));
    return ExitCode::ok;
}

} // namespace vitrine::apps::ca
