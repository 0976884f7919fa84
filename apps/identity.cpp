// Certificates and keys from files, with errors that name the file, the line, what is wrong and why.
#include "apps/identity.h"

#include "apps/command_line.h"
#include "apps/pass_phrase.h"
#include "tls/x509/certificate/pem_certificates.h"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <utility>

namespace vitrine::apps {
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
        throw UsageError{fmt::format("{}: {}", path, error.what())};
    }
}

} // namespace

std::string read_file(const std::string& path, std::size_t most) {
    std::ifstream file{path, std::ios::binary};
    std::string text;
    std::string block(1 << 16, '\0');
    while (file && text.size() <= most) {
        file.read(block.data(), static_cast<std::streamsize>(block.size()));
        text.append(block, 0, static_cast<std::size_t>(file.gcount()));
    }
    wipe(block); // it may have been a private key
    if (text.empty() && !file.eof())
        throw UsageError{
            fmt::format("cannot read {}: {}", path, std::strerror(errno))}; // NOLINT(concurrency-mt-unsafe)
    if (text.size() > most) throw UsageError{fmt::format("{} is larger than {} bytes", path, most)};
    return text;
}

crypto::PrivateKey load_private_key(const std::string& path, const std::string& pass) {
    const x509::PassPhrase pass_phrase = pass_phrase_from(pass, path);
    return parse_file(path, [&](std::string_view text) { return x509::private_key_from_pem(text, pass_phrase); });
}

namespace {

// The key may lie beside the certificate; where it does not, a flag was probably forgotten.
crypto::PrivateKey load_key_of(const std::string& certificate_file, const std::string& key_file,
                               const std::string& pass) {
    if (!key_file.empty()) return load_private_key(key_file, pass);
    try {
        return load_private_key(certificate_file, pass);
    } catch (const UsageError& error) {
        if (std::string_view{error.what()}.find("no private key") == std::string_view::npos) throw;
        throw UsageError{
            fmt::format("{}\n  if the key lies in another file: -key FILE (-key2 for -cert2)", error.what())};
    }
}

} // namespace

tls::Identity load_identity(const std::string& certificate_file, const std::string& key_file,
                            const std::string& chain_file, const std::string& pass) {
    const std::string& key_path = key_file.empty() ? certificate_file : key_file;
    auto chain = parse_file(certificate_file, x509::certificates_from_pem);
    if (!chain_file.empty())
        for (x509::Certificate& certificate : parse_file(chain_file, x509::certificates_from_pem))
            chain.push_back(std::move(certificate));
    crypto::PrivateKey key = load_key_of(certificate_file, key_file, pass);
    try {
        return tls::Identity{std::move(chain), std::move(key)};
    } catch (const std::invalid_argument& error) {
        throw UsageError{fmt::format("{} and {}: {}", certificate_file, key_path, error.what())};
    }
}

} // namespace vitrine::apps
