// What the commands that make something share: their flags, and what these come to.
#pragma once

#include "apps/ca/new_files.h"
#include "apps/ca/profile.h"
#include "apps/command_line.h"
#include "tls/x509/certificate/certificate.h"

namespace vitrine::apps::ca {

struct MakingOptions {
    std::string key = "ec:P-256", subject, names;
    std::string not_before, not_after;
    std::optional<std::size_t> days, path_length;
    std::string ca_file = "ca/ca.pem", ca_key_file = "ca/ca.key", pass;
    std::string out, key_out;
    bool sha384 = false, sha512 = false, pss = false;
    bool client = false, intermediate = false, must_staple = false;
    bool force = false, quiet = false;
};

void add_key_flags(CommandLine& line, MakingOptions& options);
void add_purpose_flags(CommandLine& line, MakingOptions& options);
void add_name_flags(CommandLine& line, MakingOptions& options);
void add_validity_flags(CommandLine& line, MakingOptions& options, std::string_view usual);
void add_signature_flags(CommandLine& line, MakingOptions& options);
void add_issuer_flags(CommandLine& line, MakingOptions& options);
void add_output_flags(CommandLine& line, MakingOptions& options, std::string_view makes);

// All of these throw UsageError for what cannot be.

// Use, names, subject and validity as the flags have them. Without -subj the common name is the first name.
Profile profile_of(const MakingOptions& options, std::size_t usual_days);
// Who has neither a subject (a Name in DER) nor another name is nobody.
void require_named(const Profile& profile, View subject);
crypto::SignatureAlgorithm signature_of(const MakingOptions& options, const crypto::PrivateKey& key);
Existing existing_of(const MakingOptions& options);
// "localhost" for localhost.pem and localhost.key: what -out says, else the first name.
std::string stem_of(const MakingOptions& options, const Profile& profile);

// A key and its certificate that sign others, and the certificates between it and its root.
class Authority {
public:
    // -CA and -CAkey, which belong together, and may sign what `profile` is; the rest of -CA's file and NAME.chain.pem
    // beside NAME.pem are searched for the certificates above it.
    static Authority load(const MakingOptions& options, const Profile& profile);

    const x509::Certificate& certificate() const { return certificate_; }
    const crypto::PrivateKey& key() const { return key_; }
    Issuer as_issuer(crypto::SignatureAlgorithm algorithm) const;
    // What a server has to send behind what this signs: no root is in it. PEM, may be empty.
    std::string chain_pem() const;

private:
    Authority(x509::Certificate certificate, crypto::PrivateKey key, std::vector<x509::Certificate> others)
        : certificate_(std::move(certificate)), key_(std::move(key)), others_(std::move(others)) {}

    x509::Certificate certificate_;
    crypto::PrivateKey key_;
    std::vector<x509::Certificate> others_;
};

// NAME.chain.pem; if there is nothing to send, one of a certificate before must not stay beside this one.
void add_chain(NewFiles& files, const Authority& authority, const std::string& stem);

// "wrote a.pem, a.key (0600)" and then the openssl lines, on stderr.
void tell(const MakingOptions& options, const NewFiles& files, std::string_view openssl_lines);

} // namespace vitrine::apps::ca
