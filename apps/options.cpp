// The flags that client and server share, and what they come to.
#include "apps/options.h"

#include "apps/aead.h"
#include "apps/names.h"
#include "apps/pass_phrase.h"
#include "apps/terminal.h"
#include "net/files/identity_file.h"
#include "net/files/system_trust.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <unistd.h>

namespace vitrine::apps {

void add_negotiation_flags(CommandLine& line, SharedOptions& options) {
    line.group("What may be agreed on (lists by ':' or ',', the best first; vitrine info prints all names)");
    line.text("cipher", options.cipher_suites, "LIST", "cipher suites, by IANA's or OpenSSL's names");
    line.text("groups,curves", options.groups, "LIST", "X25519, P-256, P-384");
    line.text("sigalgs", options.signature_schemes, "LIST", "rsa_pss_rsae_sha256, or RSA-PSS+SHA256, ...");
    line.text("alpn", options.alpn_protocols, "LIST", "application protocols: h2,http/1.1 (RFC 7301)");
    line.text("aead", options.aead, "NAME",
              "what does AES-GCM (not ChaCha20-Poly1305): auto, or one that vitrine info lists (or VITRINE_AEAD)");
    line.number("max_send_frag", options.max_send_fragment, "plaintext in a record we send, 64 to 16384 bytes");
    line.flag("tls1_2", options.tls12, "");
    line.flag("tls1_3", options.tls13, "");
    line.flag("tls1_1", options.tls11, "");
    line.flag("tls1", options.tls10, "");
}

void add_output_flags(CommandLine& line, SharedOptions& options) {
    line.group("What to show (all of it on stderr)");
    line.flag("msg", options.messages, "each handshake message with its fields");
    line.flag("state", options.states, "each step of the handshake");
    line.flag("trace", options.trace, "each record byte by byte, and all that is checked and derived between");
    line.flag("brief", options.brief, "one line a connection");
    line.flag("quiet", options.quiet, "only failures");
    line.flag("story", options.story, "show nothing, but keep all of it in memory, for a debugger");
    line.text("keylogfile", options.key_log_file, "FILE", "append the secrets, for Wireshark (or SSLKEYLOGFILE)");
    line.text("pcapng", options.pcapng_file, "FILE", "write what passes, with the secrets, for Wireshark to open");
    line.text("record", options.record_file, "FILE", "record the run: explain, step, replay and derive read it");
    line.flag("secrets", options.secrets, "with its keys and plaintext: replay and derive need them; keys in -trace");
}

void check_shared(const SharedOptions& options) {
    if (options.tls10 || options.tls11 || options.tls13)
        throw UsageError{"vitrine speaks TLS 1.2 (RFC 5246) and no other version; leave the version flag out"};
    if (options.max_send_fragment < 64 || options.max_send_fragment > 1 << 14)
        throw UsageError{fmt::format("-max_send_frag {}: a record holds 64 to 16384 bytes", options.max_send_fragment)};
    if (options.secrets && options.record_file.empty() && !options.trace)
        throw UsageError{"--secrets says what a recording or a trace may hold: --record FILE or -trace is missing"};
    if (options.timeout > 1'000'000) throw UsageError{fmt::format("-timeout {} is too long", options.timeout)};
    if (options.certificate_file.empty() &&
        !(options.key_file.empty() && options.chain_file.empty() && options.pass.empty()))
        throw UsageError{"-key, -cert_chain and -pass belong to a certificate: -cert FILE is missing"};
    use_aead(options.aead);
}

tls::Preferences preferences_of(const SharedOptions& options) {
    tls::Preferences preferences;
    if (!options.cipher_suites.empty()) preferences.cipher_suites = parse_cipher_suites(options.cipher_suites);
    if (!options.groups.empty()) preferences.groups = parse_groups(options.groups);
    if (!options.signature_schemes.empty())
        preferences.signature_schemes = parse_signature_schemes(options.signature_schemes);
    if (!options.alpn_protocols.empty()) preferences.alpn_protocols = parse_alpn_protocols(options.alpn_protocols);
    return preferences;
}

void add_schemes_for(tls::Preferences& preferences, std::span<const tls::Identity> identities) {
    using enum tls::SignatureScheme;
    const auto pss_only = [](const tls::Identity& identity) { return identity.certificate().key_is_pss_only(); };
    if (std::ranges::none_of(identities, pss_only)) return;
    for (const tls::SignatureScheme scheme : {rsa_pss_pss_sha256, rsa_pss_pss_sha384, rsa_pss_pss_sha512})
        preferences.signature_schemes.push_back(scheme);
}

tls::Identity load_identity(const std::string& certificate_file, const std::string& key_file,
                            const std::string& chain_file, const std::string& pass) {
    const std::string& key_path = key_file.empty() ? certificate_file : key_file;
    return net::load_identity(certificate_file, key_file, chain_file, pass_phrase_from(pass, key_path));
}

std::optional<tls::Identity> identity_of(const SharedOptions& options) {
    if (options.certificate_file.empty()) return std::nullopt;
    return load_identity(options.certificate_file, options.key_file, options.chain_file, options.pass);
}

x509::TrustStore trust_store_of(const SharedOptions& options, Fallback fallback) {
    x509::TrustStore store;
    if (!options.ca_directory.empty()) store = net::load_trust_directory(options.ca_directory).store;
    if (!options.ca_file.empty()) {
        const net::TrustSource file = net::load_trust_file(options.ca_file);
        for (const std::string& reason : file.skipped) say(fmt::format("vitrine: not trusted: {}\n", escaped(reason)));
        store.add_all(file.store);
    }
    const bool named = !options.ca_file.empty() || !options.ca_directory.empty();
    if (named || fallback == Fallback::nothing) return store;
    store = net::load_system_trust().store;
    if (store.size() == 0) say("vitrine: no trusted certificates were found on this system; name some by -CAfile\n");
    return store;
}

void add_revocation_flags(CommandLine& line, SharedOptions& options) {
    line.texts("CRLfile", options.crl_files, "FILE", "revocation lists (PEM or DER) to honour; may be given again");
    line.flag("crl_check", options.crl_check, "demand that a list speaks of the peer's certificate");
    line.flag("crl_check_all", options.crl_check_all, "the same of each certificate below the anchor");
}

std::shared_ptr<const x509::RevocationLists> revocation_lists_of(const SharedOptions& options) {
    if (options.crl_files.empty()) return nullptr;
    auto lists = std::make_shared<x509::RevocationLists>();
    for (const std::string& path : options.crl_files) {
        try {
            lists->add_file(net::read_file(path));
        } catch (const x509::ParseError& error) {
            throw UsageError{fmt::format("{}: {}", path, error.what())};
        }
    }
    return lists;
}

x509::RevocationDemand revocation_demand_of(const SharedOptions& options) {
    if (options.crl_check_all) return x509::RevocationDemand::all;
    return options.crl_check ? x509::RevocationDemand::leaf : x509::RevocationDemand::none;
}

std::string key_log_path(const SharedOptions& options) {
    if (!options.key_log_file.empty()) return options.key_log_file;
    const char* const path = std::getenv("SSLKEYLOGFILE");
    if (path == nullptr || *path == '\0') return "";
    if (::getuid() != ::geteuid() || ::getgid() != ::getegid()) { // the caller must not choose where our secrets go
        say("vitrine: SSLKEYLOGFILE is ignored: the program runs with the rights of another user\n");
        return "";
    }
    say(fmt::format("vitrine: SSLKEYLOGFILE is set: the secrets of this run are appended to {}\n", escaped(path)));
    return path;
}

} // namespace vitrine::apps
