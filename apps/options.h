// The flags that client and server share, and what they come to.
#pragma once

#include "apps/command_line.h"
#include "tls/handshake/config.h"

#include <span>

namespace vitrine::apps {

struct SharedOptions {
    std::string certificate_file, key_file, chain_file;
    std::string pass; // where the key's pass phrase is
    std::string ca_file, ca_directory;
    std::vector<std::string> crl_files;
    bool crl_check = false, crl_check_all = false;
    std::string cipher_suites, groups, signature_schemes, alpn_protocols;
    std::string aead; // the kernel that does AES-GCM; empty: the environment's, or the fastest
    std::size_t max_send_fragment = 1 << 14;
    std::size_t timeout = 0; // seconds; 0: not given
    std::string key_log_file;
    std::string record_file;
    std::string pcapng_file;
    bool secrets = false; // also in the recording and the trace
    bool messages = false, states = false, trace = false, brief = false, quiet = false, story = false;
    bool tls12 = false, tls13 = false, tls11 = false, tls10 = false;
};

void add_negotiation_flags(CommandLine& line, SharedOptions& options);
void add_output_flags(CommandLine& line, SharedOptions& options);

// Each throws UsageError for what cannot be.
void check_shared(const SharedOptions& options); // and has --aead used from then on
tls::Preferences preferences_of(const SharedOptions& options);
// A key that may be used for RSASSA-PSS alone (RFC 4055 §1.2) fits none of the default schemes: adds those that it
// fits.
void add_schemes_for(tls::Preferences& preferences, std::span<const tls::Identity> identities);
// `pass` says where the pass phrase of the key is, if it is encrypted: see pass_phrase_from().
tls::Identity load_identity(const std::string& certificate_file, const std::string& key_file,
                            const std::string& chain_file, const std::string& pass);
std::optional<tls::Identity> identity_of(const SharedOptions& options); // nothing if no certificate was named
// The anchors of -CAfile and -CApath alone, if either is given; else those of the system, if they are wanted.
enum class Fallback : std::uint8_t { system_trust, nothing };
x509::TrustStore trust_store_of(const SharedOptions& options, Fallback fallback);
// Flags about revocation lists, and what they come to, for either side's configuration.
void add_revocation_flags(CommandLine& line, SharedOptions& options);
std::shared_ptr<const x509::RevocationLists> revocation_lists_of(const SharedOptions& options); // nullptr: none
x509::RevocationDemand revocation_demand_of(const SharedOptions& options);
// -keylogfile, else SSLKEYLOGFILE, unless the program runs with rights that its caller does not have; empty: neither.
// What the environment asks for is said on stderr.
std::string key_log_path(const SharedOptions& options);

} // namespace vitrine::apps
