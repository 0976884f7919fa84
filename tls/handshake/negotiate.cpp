// The choices of a negotiation as pure functions (RFC 5246 §7.4.1, RFC 8422 §4, RFC 7301 §3.2).
#include "tls/handshake/negotiate.h"

#include "tls/base/error.h"
#include "tls/x509/path/host_name.h"

#include <algorithm>

namespace vitrine::tls {

namespace {

NamedGroup choose_group(const ServerConfig& config, const ClientHello& hello) {
    const auto* offered = find<SupportedGroups>(hello.extensions);
    if (offered == nullptr) { // RFC 8422 §4: the server may then choose any
        const auto& groups = config.preferences.groups;
        const bool has_p256 = std::find(groups.begin(), groups.end(), NamedGroup::secp256r1) != groups.end();
        return has_p256 ? NamedGroup::secp256r1 : groups.at(0); // what every client without the extension can do
    }
    const auto group = first_common<NamedGroup>(config.preferences.groups, offered->named_group_list);
    require(group.has_value(), AlertDescription::handshake_failure,
            "no group in common: the client offers none of ours", "RFC 8422 §4");
    return *group;
}

bool equal_without_case(std::string_view one, std::string_view other) { // of ASCII, as host names are
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::equal(one, other, {}, lower, lower);
}

bool names(const Identity& identity, const std::string& host) {
    if (host.empty()) return false;
    if (!identity.server_name().empty()) return equal_without_case(identity.server_name(), host);
    const auto& alternative_names = identity.certificate().extensions().subject_alt_name;
    if (!alternative_names) return false;
    return std::any_of(alternative_names->dns_names.begin(), alternative_names->dns_names.end(),
                       [&](const std::string& name) { return x509::matches_dns_name(name, host); });
}

template <class T> bool contains(const std::vector<T>& values, T value) {
    return std::find(values.begin(), values.end(), value) != values.end();
}

bool offers(const ClientHello& hello, CipherSuite suite) { return contains(hello.cipher_suites, suite); }

// An ECDSA certificate must lie on a curve that the client named, if it named any (RFC 8422 §5.3).
bool lies_on_offered_curve(const crypto::PublicKey& key, const ClientHello& hello) {
    const auto* offered = find<SupportedGroups>(hello.extensions);
    const auto* ec = std::get_if<crypto::EcdsaPublicKey>(&key);
    if (offered == nullptr || ec == nullptr) return true;
    const auto& groups = offered->named_group_list;
    return std::any_of(groups.begin(), groups.end(), [&](NamedGroup group) { return curve_of(group) == ec->curve(); });
}

// Those first whose certificates name the host. One that is kept for a name is there for that name alone, and then it
// is the only one.
std::vector<const Identity*> by_name(const ServerConfig& config, const std::string& host) {
    std::vector<const Identity*> identities;
    for (const Identity& identity : config.identities) {
        const bool is_kept = !identity.server_name().empty();
        if (is_kept && names(identity, host)) return {&identity};
        if (!is_kept) identities.push_back(&identity);
    }
    std::stable_partition(identities.begin(), identities.end(),
                          [&](const Identity* identity) { return names(*identity, host); });
    return identities;
}

struct IdentityAndScheme {
    const Identity* identity;
    SignatureScheme scheme;
};

// The first identity that can serve the suite, by a signature that the client can verify.
std::optional<IdentityAndScheme> identity_for(const SuiteInfo& suite, std::span<const Identity* const> identities,
                                              const ServerConfig& config, const ClientHello& hello) {
    const auto* theirs = find<SignatureAlgorithms>(hello.extensions);
    if (theirs == nullptr) return std::nullopt;
    for (const Identity* identity : identities) {
        const CertifiedKey key = certified_key(identity->certificate());
        if (authentication_by(key.key) != suite.authentication || !lies_on_offered_curve(key.key, hello)) continue;
        const auto scheme =
            choose_scheme(config.preferences.signature_schemes, theirs->supported_signature_algorithms, key);
        if (scheme) return IdentityAndScheme{identity, *scheme};
    }
    return std::nullopt;
}

// Why the suite cannot be taken; empty if it can.
std::string_view obstacle_to(CipherSuite suite, std::span<const Identity* const> identities, const ServerConfig& config,
                             const ClientHello& hello) {
    if (!offers(hello, suite)) return "the client does not offer it";
    const SuiteInfo* info = find_suite(suite);
    if (info == nullptr) return "we do not speak it";
    if (!identity_for(*info, identities, config, hello)) return "no certificate of ours can serve it to this client";
    return "";
}

[[noreturn]] void refuse_suites(const ClientHello& hello) {
    std::string offered;
    for (std::size_t i = 0; i < hello.cipher_suites.size() && i < 8; ++i)
        offered += (i == 0 ? "" : ", ") + name_of(hello.cipher_suites[i]);
    if (hello.cipher_suites.size() > 8) offered += ", …";
    refuse(AlertDescription::handshake_failure,
           "no cipher suite in common that our certificates can serve: the client offers " + offered,
           "RFC 5246 §7.4.1.3");
}

} // namespace

std::optional<SignatureScheme> choose_scheme(std::span<const SignatureScheme> ours,
                                             std::span<const SignatureScheme> theirs, const CertifiedKey& key) {
    for (const SignatureScheme scheme : ours)
        if (fits(scheme, key) && std::find(theirs.begin(), theirs.end(), scheme) != theirs.end()) return scheme;
    return std::nullopt;
}

std::string server_name_in(const ClientHello& hello) {
    const auto* names = find<ServerNames>(hello.extensions);
    if (names == nullptr || !names->server_name_list) return {};
    for (const ServerName& name : *names->server_name_list)
        if (name.name_type == NameType::host_name) return std::string{as_text(name.host_name)};
    return {};
}

ServerChoice choose_for(const ServerConfig& config, const ClientHello& hello) {
    require(find<SignatureAlgorithms>(hello.extensions) != nullptr,
            AlertDescription::handshake_failure, // without it SHA-1 would be meant: RFC 9155 §2
            "the client sent no signature_algorithms, which would leave SHA-1 alone", "RFC 9155 §2");
    const NamedGroup group = choose_group(config, hello);

    const std::string host = server_name_in(hello);
    const std::vector<const Identity*> identities = by_name(config, host);
    const bool known = host.empty() || std::ranges::any_of(identities, [&](auto* one) { return names(*one, host); });
    require(known || config.unknown_name == UnknownName::first_identity, AlertDescription::unrecognized_name,
            "the client asks for a server_name that none of our certificates has", "RFC 6066 §3");
    for (const CipherSuite suite : config.preferences.cipher_suites) {
        const SuiteInfo* info = find_suite(suite);
        if (info == nullptr || !offers(hello, suite)) continue;
        if (const auto found = identity_for(*info, identities, config, hello))
            return {info, group, found->identity, found->scheme, names(*found->identity, host)};
    }
    refuse_suites(hello);
}

std::vector<Candidate> candidates_for(const ServerConfig& config, const ClientHello& hello) {
    std::vector<Candidate> candidates;
    const auto add = [&](std::string_view what, std::string name, std::string_view obstacle) {
        const bool decided = std::any_of(candidates.begin(), candidates.end(),
                                         [&](const Candidate& c) { return c.what == what && c.taken; });
        const bool taken = obstacle.empty() && !decided;
        candidates.push_back(
            {what, std::move(name), taken,
             taken ? "first of ours that fits" : (obstacle.empty() ? "an earlier one fits" : obstacle)});
    };
    const std::vector<const Identity*> identities = by_name(config, server_name_in(hello));
    for (const CipherSuite suite : config.preferences.cipher_suites)
        add("cipher suite", name_of(suite), obstacle_to(suite, identities, config, hello));
    const auto* offered = find<SupportedGroups>(hello.extensions);
    for (const NamedGroup group : config.preferences.groups)
        add("group", name_of(group),
            offered == nullptr || contains(offered->named_group_list, group) ? "" : "the client does not offer it");
    return candidates;
}

std::string choose_protocol(std::span<const std::string> ours, const ClientHello& hello) {
    const auto* offered = find<ApplicationProtocols>(hello.extensions);
    if (offered == nullptr || ours.empty()) return {};
    for (const std::string& protocol : ours)
        for (const ProtocolName& name : offered->protocol_name_list)
            if (as_text(name.name) == protocol) return protocol;
    refuse(AlertDescription::no_application_protocol, "the client offers none of our application protocols",
           "RFC 7301 §3.2");
}

} // namespace vitrine::tls
