// The certificates that this system trusts: SSL_CERT_FILE, SSL_CERT_DIR, then the usual places.
#include "net/files/system_trust.h"

#include "tls/x509/asn1/pem.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <set>

namespace vitrine::net {
namespace {

namespace fs = std::filesystem;

constexpr std::array usual_files{
    "/etc/ssl/certs/ca-certificates.crt",                // Debian, Ubuntu, Arch
    "/etc/pki/tls/certs/ca-bundle.crt",                  // Fedora, RHEL
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", // CentOS
    "/var/lib/ca-certificates/ca-bundle.pem",            // SUSE
    "/etc/ssl/ca-bundle.pem",                            // older SUSE
    "/etc/ssl/cert.pem",                                 // Alpine, OpenBSD, macOS
    "/usr/local/share/certs/ca-root-nss.crt",            // FreeBSD
    "/etc/openssl/certs/ca-certificates.crt",            // NetBSD
};
constexpr std::array usual_directories{"/etc/ssl/certs", "/etc/pki/tls/certs", "/system/etc/security/cacerts"};

void add_certificate(TrustSource& trust, View der, Parsing parsing) {
    if (parsing == Parsing::now)
        trust.store.add(x509::Certificate::parse(der));
    else
        trust.store.add_unparsed(der);
}

void add_certificates(TrustSource& trust, const std::string& path, Parsing parsing) {
    const std::string text = read_file(path);
    for (const x509::PemBlock& block : x509::read_pem(text)) {
        if (block.label != "CERTIFICATE") continue;
        try {
            add_certificate(trust, block.der, parsing);
        } catch (const x509::ParseError& error) {
            trust.skipped.push_back(fmt::format("{} line {}: {}", path, block.line, error.what()));
        }
    }
}

std::string variable(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? "" : value;
}

} // namespace

TrustSource load_trust_file(const std::string& path, Parsing parsing) {
    TrustSource trust;
    trust.name = path;
    try {
        add_certificates(trust, path, parsing);
    } catch (const x509::ParseError& error) {
        throw FileError{fmt::format("{}: {}", path, error.what())};
    }
    if (trust.store.size() > 0) return trust;
    throw FileError{trust.skipped.empty() ? path + " holds no certificate" : trust.skipped.front()};
}

TrustSource load_trust_directory(const std::string& path, Parsing parsing) {
    TrustSource trust;
    std::error_code error;
    if (!fs::is_directory(path, error)) throw FileError{fmt::format("{} is no directory", path)};
    std::set<fs::path> seen; // such directories hold each certificate twice: by name, and by a link named by its hash
    for (const fs::directory_entry& entry : fs::directory_iterator{path, error}) {
        const fs::path file = fs::weakly_canonical(entry.path(), error);
        if (!fs::is_regular_file(file, error) || !seen.insert(file).second) continue;
        try {
            add_certificates(trust, file.string(), parsing);
        } catch (const std::runtime_error& trouble) { // no PEM, or not ours to read
            trust.skipped.push_back(fmt::format("{}: {}", file.string(), trouble.what()));
        }
    }
    trust.name = path;
    return trust;
}

TrustSource load_system_trust(Parsing parsing) {
    std::error_code error;
    if (const std::string file = variable("SSL_CERT_FILE"); !file.empty()) {
        TrustSource trust = load_trust_file(file, parsing);
        trust.name.insert(0, "SSL_CERT_FILE ");
        return trust;
    }
    if (const std::string directory = variable("SSL_CERT_DIR"); !directory.empty()) {
        TrustSource trust = load_trust_directory(directory, parsing);
        trust.name.insert(0, "SSL_CERT_DIR ");
        return trust;
    }
    for (const char* const file : usual_files)
        if (fs::is_regular_file(file, error)) return load_trust_file(file, parsing);
    for (const char* const directory : usual_directories) {
        if (!fs::is_directory(directory, error)) continue;
        TrustSource trust = load_trust_directory(directory, parsing);
        if (trust.store.size() > 0) return trust;
    }
    return {};
}

} // namespace vitrine::net
