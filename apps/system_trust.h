// The certificates that this system trusts: SSL_CERT_FILE, SSL_CERT_DIR, then the usual places.
#pragma once

#include "tls/x509/trust_store.h"

namespace vitrine::apps {

struct SystemTrust {
    x509::TrustStore store;
    std::string source;      // "/etc/ssl/certs/ca-certificates.crt", "SSL_CERT_FILE /home/me/ca.pem"; empty: none found
    std::size_t skipped = 0; // certificates in it that vitrine cannot read: they are passed over
};

// What an environment variable names must be there (UsageError); the usual places are tried in turn.
SystemTrust load_system_trust();

// Every certificate of every file in a directory; files without any are passed over.
SystemTrust load_trust_directory(const std::string& path);

} // namespace vitrine::apps
