// The certificates that this system trusts: SSL_CERT_FILE, SSL_CERT_DIR, then the usual places.
#pragma once

#include "tls/x509/path/trust_store.h"

namespace vitrine::apps {

struct TrustSource {
    x509::TrustStore store;
    std::string name;                 // "/etc/ssl/certs/ca-certificates.crt", "SSL_CERT_FILE ca.pem"; empty: none found
    std::vector<std::string> skipped; // why certificates in it were passed over: "ca.pem line 771: …"
};

// A bundle holds what many people put there, so a certificate that cannot be read does not make the others worthless:
// it is passed over. A file without a single certificate that can be read is a UsageError.
TrustSource load_trust_file(const std::string& path);
// Every certificate of every file in a directory; files without any are passed over.
TrustSource load_trust_directory(const std::string& path);
// What an environment variable names must be there (UsageError); the usual places are tried in turn.
TrustSource load_system_trust();

} // namespace vitrine::apps
