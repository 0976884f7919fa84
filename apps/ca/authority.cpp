// Loads a certificate and the key that signs others in its name.
#include "apps/ca/making.h"
#include "apps/pass_phrase.h"
#include "apps/terminal.h"
#include "net/files/identity_file.h"
#include "tls/x509/asn1/pem.h"
#include "tls/x509/certificate/fields.h"
#include "tls/x509/certificate/pem_certificates.h"
#include "tls/x509/keys/private_key.h"
#include "tls/x509/make/extensions.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

namespace vitrine::apps::ca {
namespace {

using x509::Certificate;

template <class Parse> auto parse_file(const std::string& path, Parse parse) {
    const std::string text = net::read_file(path);
    try {
        return parse(text);
    } catch (const x509::ParseError& error) {
        throw UsageError{fmt::format("{}: {}", path, error.what())};
    }
}

void require_there(const MakingOptions& options) {
    if (options.ca_file == MakingOptions{}.ca_file && !std::filesystem::exists(options.ca_file))
        throw UsageError{"there is no ca/ca.pem here: 'vitrine ca init' makes it, or -CA and -CAkey name another"};
}

// What a verifier would refuse is not made by accident; vitrine ca bad makes it on purpose.
void require_may_sign(const Certificate& issuer, const Profile& profile) {
    const auto& constraints = issuer.extensions().basic_constraints;
    if (issuer.version() >= 3 && !(constraints && constraints->ca))
        throw UsageError{fmt::format("{} is no authority: its basicConstraints do not say so (RFC 5280 §4.2.1.9)",
                                     issuer.subject().text())};
    if (!issuer.extensions().allows(x509::KeyUsage::key_cert_sign))
        throw UsageError{
            fmt::format("{} may not sign certificates: its keyUsage lacks keyCertSign", issuer.subject().text())};
    if (profile.use == Profile::Use::authority && constraints && constraints->path_len_constraint == 0U)
        throw UsageError{
            fmt::format("{} may have no authority below it: its pathLenConstraint is 0", issuer.subject().text())};
}

void require_lasting(const Certificate& issuer, const Profile& profile, const MakingOptions& options) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    if (issuer.not_after() < now)
        throw UsageError{fmt::format("{} ended at {}: what it signs is trusted by nobody (RFC 5280 §6.1.3)",
                                     options.ca_file, x509::format_time(issuer.not_after()))};
    if (profile.not_after > issuer.not_after() && !options.quiet)
        say(escaped(fmt::format("vitrine: {} ends at {}, before what it signs: then that is trusted by nobody either",
                                options.ca_file, x509::format_time(issuer.not_after()))) +
            "\n");
}

std::string chain_file_beside(std::string path) {
    if (path.ends_with(".pem")) path.resize(path.size() - 4);
    return path + ".chain.pem";
}

} // namespace

Authority Authority::load(const MakingOptions& options, const Profile& profile) {
    require_there(options);
    std::vector<Certificate> certificates = parse_file(options.ca_file, x509::certificates_from_pem);
    Certificate own = certificates.front();
    certificates.erase(certificates.begin());
    const std::string chain_file = chain_file_beside(options.ca_file);
    if (std::filesystem::exists(chain_file))
        for (Certificate& one : parse_file(chain_file, x509::certificates_from_pem))
            certificates.push_back(std::move(one));
    crypto::PrivateKey key =
        net::load_private_key(options.ca_key_file, pass_phrase_from(options.pass, options.ca_key_file));
    if (!own.public_key() || !crypto::same_key(*own.public_key(), crypto::public_key_of(key)))
        throw UsageError{fmt::format("{} is not the key of {}", options.ca_key_file, options.ca_file)};
    require_may_sign(own, profile);
    require_lasting(own, profile, options);
    return {std::move(own), std::move(key), std::move(certificates)};
}

Issuer Authority::as_issuer(crypto::SignatureAlgorithm algorithm) const {
    const auto& identifier = certificate_.extensions().subject_key_identifier;
    return {to_bytes(certificate_.subject().der()),
            identifier ? *identifier : x509::make::key_identifier(certificate_.subject_public_key_info()), key_,
            algorithm};
}

std::string Authority::chain_pem() const {
    std::string text;
    const Certificate* last = &certificate_;
    for (std::size_t links = 0; links <= others_.size() && !last->is_self_issued(); ++links) {
        text += x509::write_pem("CERTIFICATE", last->der());
        const auto above =
            std::ranges::find_if(others_, [&](const Certificate& one) { return one.subject() == last->issuer(); });
        if (above == others_.end()) break;
        last = &*above;
    }
    return text;
}

} // namespace vitrine::apps::ca
