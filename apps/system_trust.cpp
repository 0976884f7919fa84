// The certificates that this system trusts: SSL_CERT_FILE, SSL_CERT_DIR, then the usual places.
#include "apps/system_trust.h"

#include "apps/command_line.h"
#include "apps/identity.h"
#include "tls/x509/pem.h"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <set>

namespace vitrine::apps {
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

// A bundle holds what many people put there: one block that cannot be read does not make the others worthless.
void add_readable(SystemTrust& trust, const std::string& text) {
    for (const x509::PemBlock& block : x509::read_pem(text)) {
        if (block.label != "CERTIFICATE" && block.label != "TRUSTED CERTIFICATE") continue;
        try {
            trust.store.add(x509::Certificate::parse(block.der));
        } catch (const x509::ParseError&) {
            ++trust.skipped;
        }
    }
}

void add_readable_file(SystemTrust& trust, const std::string& path) {
    try {
        add_readable(trust, read_file(path));
    } catch (const x509::ParseError&) {
        ++trust.skipped; // no PEM at all
    }
}

std::string variable(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? "" : value;
}

} // namespace

SystemTrust load_trust_directory(const std::string& path) {
    SystemTrust trust;
    std::error_code error;
    std::set<fs::path> seen; // such directories hold each certificate twice: by name, and by a link named by its hash
    for (const fs::directory_entry& entry : fs::directory_iterator{path, error}) {
        const fs::path file = fs::weakly_canonical(entry.path(), error);
        if (fs::is_regular_file(file, error) && seen.insert(file).second) add_readable_file(trust, file.string());
    }
    if (!fs::is_directory(path, error)) throw UsageError{fmt::format("{} is no directory", path)};
    trust.source = path;
    return trust;
}

SystemTrust load_system_trust() {
    SystemTrust trust;
    std::error_code error;
    if (const std::string file = variable("SSL_CERT_FILE"); !file.empty()) {
        add_anchors(trust.store, file);
        trust.source = "SSL_CERT_FILE " + file;
        return trust;
    }
    if (const std::string directory = variable("SSL_CERT_DIR"); !directory.empty()) {
        trust = load_trust_directory(directory);
        trust.source.insert(0, "SSL_CERT_DIR ");
        return trust;
    }
    for (const char* const file : usual_files) {
        if (!fs::is_regular_file(file, error)) continue;
        add_readable_file(trust, file);
        trust.source = file;
        if (trust.store.size() > 0) return trust;
    }
    for (const char* const directory : usual_directories) {
        if (!fs::is_directory(directory, error)) continue;
        trust = load_trust_directory(directory);
        if (trust.store.size() > 0) return trust;
    }
    return {};
}

} // namespace vitrine::apps
