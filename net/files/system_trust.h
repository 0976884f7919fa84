// The certificates that this system trusts: SSL_CERT_FILE, SSL_CERT_DIR, then the usual places.
#pragma once

#include "net/files/read_file.h"
#include "tls/x509/path/trust_store.h"

namespace vitrine::net {

struct TrustSource {
    x509::TrustStore store;
    std::string name;                 // "/etc/ssl/certs/ca-certificates.crt", "SSL_CERT_FILE ca.pem"; empty: none found
    std::vector<std::string> skipped; // why certificates in it were passed over: "ca.pem line 771: …"
};

// Whether certificates are parsed now, so that `skipped` says which cannot be, or when they are needed.
enum class Parsing : std::uint8_t { now, when_needed };

// A bundle holds what many people put there, so a certificate that cannot be read does not make the others worthless:
// it is passed over. A file without a single certificate that can be read is a FileError.
TrustSource load_trust_file(const std::string& path, Parsing parsing = Parsing::now);
// Every certificate of every file in a directory; files without any are passed over.
TrustSource load_trust_directory(const std::string& path, Parsing parsing = Parsing::now);
// What an environment variable names must be there (FileError); the usual places are tried in turn.
TrustSource load_system_trust(Parsing parsing = Parsing::when_needed);

} // namespace vitrine::net
