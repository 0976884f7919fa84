// The openssl commands that make what vitrine ca just made.
#include "apps/ca/openssl_lines.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::apps::ca {
namespace {

bool is_plain(char character) {
    const bool letter = (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
    const bool digit = character >= '0' && character <= '9';
    return letter || digit || std::string_view{"-_./=:,@%+"}.find(character) != std::string_view::npos;
}

std::string_view word_for(crypto::HashAlgorithm hash) {
    switch (hash) {
    case crypto::HashAlgorithm::sha256: return "-sha256";
    case crypto::HashAlgorithm::sha384: return "-sha384";
    case crypto::HashAlgorithm::sha512: break;
    }
    return "-sha512";
}

std::string words_for(crypto::SignatureAlgorithm algorithm) {
    const bool pss = algorithm.kind == crypto::SignatureAlgorithm::Kind::rsa_pss;
    return fmt::format("{}{}", word_for(algorithm.hash),
                       pss ? " -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:-1" : "");
}

std::string words_for(const x509::KeyKind& kind) {
    if (kind.algorithm == x509::KeyKind::Algorithm::rsa) return fmt::format("-newkey rsa:{}", kind.bits);
    return fmt::format("-newkey ec -pkeyopt ec_paramgen_curve:{}", text_of(kind).substr(3));
}

// openssl counts whole days from now on: the end is ours up to a day, and the beginning is now.
std::string days_of(const Profile& profile) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto left = std::chrono::ceil<std::chrono::days>(profile.not_after - now);
    return fmt::format("-days {}", left.count());
}

constexpr std::chrono::hours longest_making{1}; // an RSA key of 8192 bits is found sooner

std::string words_for_key(const Profile& profile, const x509::KeyKind& kind, const OpensslFiles& files) {
    return fmt::format("  openssl req -new {} -nodes -utf8 -keyout {} \\\n    -subj {}", words_for(kind),
                       quoted(files.key), quoted(text_of(profile.subject)));
}

} // namespace

std::string quoted(std::string_view word) {
    if (!word.empty() && std::ranges::all_of(word, is_plain)) return std::string{word};
    std::string text = "'";
    for (const char character : word) text += character == '\'' ? "'\\''" : std::string(1, character);
    return text + "'";
}

std::string lines_for_extensions(const Profile& profile, const OpensslFiles& files) {
    std::string text = R"(  printf '%s\n')";
    for (const std::string& line : openssl_extensions_of(profile)) text += fmt::format(" \\\n    {}", quoted(line));
    return text + fmt::format(" > {}\n", quoted(files.extensions));
}

std::string line_for_request(const Profile& profile, const x509::KeyKind& kind, const OpensslFiles& files) {
    return fmt::format("{} -out {}\n", words_for_key(profile, kind, files), quoted(files.request));
}

std::string line_for_request(const Profile& profile, const x509::KeyKind& kind, crypto::SignatureAlgorithm algorithm,
                             const OpensslFiles& files) {
    std::string text = fmt::format("{} {}", words_for_key(profile, kind, files), words_for(algorithm));
    if (!profile.names.empty()) text += fmt::format(" -addext {}", quoted("subjectAltName=" + text_of(profile.names)));
    return text + fmt::format(" -out {}\n", quoted(files.request));
}

std::string line_for_certificate(const Profile& profile, crypto::SignatureAlgorithm algorithm,
                                 const OpensslFiles& files, std::string_view signer) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    if (profile.not_after <= now) return "  # openssl x509 3.0 makes none that has ended already: it begins now\n";
    const bool is_now = profile.not_before <= now && now - profile.not_before < longest_making;
    const std::string_view beginning =
        is_now ? "" : "  # openssl x509 3.0 takes no beginning: this one begins now, and ends on the same day\n";
    return std::string{beginning} + fmt::format("  openssl x509 -req -in {} {} \\\n    {} {} -extfile {} -out {}\n",
                                                quoted(files.request), signer, days_of(profile), words_for(algorithm),
                                                quoted(files.extensions), quoted(files.certificate));
}

std::string signer_words(const MakingOptions& options) {
    const bool told = !options.pass.empty() && !options.pass.starts_with("pass:"); // what is secret is not repeated
    return fmt::format("-CA {} -CAkey {}{} -CAcreateserial", quoted(options.ca_file), quoted(options.ca_key_file),
                       told ? " -passin " + quoted(options.pass) : "");
}

} // namespace vitrine::apps::ca
