// Certificates and keys from files, with errors that name the file, the line, what is wrong and why.
#include "net/files/identity_file.h"

#include "tls/x509/certificate/pem_certificates.h"

#include <fmt/format.h>
#include <utility>

namespace vitrine::net {
namespace {

void wipe(std::string& text) { crypto::wipe({reinterpret_cast<std::uint8_t*>(text.data()), text.size()}); }

// The text of a file may be a private key.
class WipeAtEnd {
public:
    explicit WipeAtEnd(std::string& text) : text_(text) {}
    WipeAtEnd(const WipeAtEnd&) = delete;
    WipeAtEnd& operator=(const WipeAtEnd&) = delete;
    ~WipeAtEnd() { wipe(text_); }

private:
    std::string& text_;
};

// Runs `parse` on the content of a file; what is wrong with it is said together with its path.
template <class Parse> auto parse_file(const std::string& path, Parse parse) {
    std::string text = read_file(path);
    const WipeAtEnd wiping{text};
    try {
        return parse(std::as_const(text));
    } catch (const x509::ParseError& error) {
        throw FileError{fmt::format("{}: {}", path, error.what())};
    }
}

} // namespace

std::vector<x509::Certificate> load_certificates(const std::string& path) {
    return parse_file(path, x509::certificates_from_pem);
}

crypto::PrivateKey load_private_key(const std::string& path, const x509::PassPhrase& pass_phrase) {
    return parse_file(path, [&](std::string_view text) { return x509::private_key_from_pem(text, pass_phrase); });
}

namespace {

// The key may lie beside the certificate; where it does not, a flag was probably forgotten.
crypto::PrivateKey load_key_of(const std::string& certificate_file, const std::string& key_file,
                               const x509::PassPhrase& pass_phrase) {
    if (!key_file.empty()) return load_private_key(key_file, pass_phrase);
    try {
        return load_private_key(certificate_file, pass_phrase);
    } catch (const FileError& error) {
        if (std::string_view{error.what()}.find("no private key") == std::string_view::npos) throw;
        throw FileError{
            fmt::format("{}\n  if the key lies in another file: -key FILE (-key2 for -cert2)", error.what())};
    }
}

} // namespace

tls::Identity load_identity(const std::string& certificate_file, const std::string& key_file,
                            const std::string& chain_file, const x509::PassPhrase& pass_phrase) {
    const std::string& key_path = key_file.empty() ? certificate_file : key_file;
    std::vector<x509::Certificate> chain = load_certificates(certificate_file);
    if (!chain_file.empty())
        for (x509::Certificate& certificate : load_certificates(chain_file)) chain.push_back(std::move(certificate));
    crypto::PrivateKey key = load_key_of(certificate_file, key_file, pass_phrase);
    try {
        return tls::Identity{std::move(chain), std::move(key)};
    } catch (const std::invalid_argument& error) {
        throw FileError{fmt::format("{} and {}: {}", certificate_file, key_path, error.what())};
    }
}

} // namespace vitrine::net
