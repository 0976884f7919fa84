// Reads a key log: which master secret belongs to which connection (RFC 9850).
#include "tls/trace/key_log_reader.h"

#include <fmt/format.h>

#include <algorithm>

namespace vitrine::tls {

namespace {

constexpr std::string_view client_random_label = "CLIENT_RANDOM";
constexpr std::size_t max_troubles = 10; // sentences

// The next word of the line, taken off it.
std::string_view take_word(std::string_view& line) {
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return word;
}

std::string_view take_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1); // "CRLF, CR or LF": RFC 9850 §2; nobody writes CR alone
    return line;
}

bool is_label(std::string_view word) {
    return !word.empty() && std::ranges::all_of(word, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    });
}

// What is wrong with a line; empty if nothing is.
std::string_view take_secret(std::string_view line, KeyLogSecrets& secrets) {
    const std::string_view label = take_word(line);
    if (!is_label(label)) return "it begins with no label";
    if (label != client_random_label) return "";
    const auto random = from_hex(take_word(line));
    const auto secret = from_hex(take_word(line));
    if (!line.empty()) return "more stands behind its master secret";
    std::array<std::uint8_t, 32> client_random{};
    if (!random || random->size() != client_random.size()) return "its client_random is not 64 hexadecimal digits";
    if (!secret || secret->size() != crypto::Secret<48>::size) return "its master secret is not 96 hexadecimal digits";
    std::ranges::copy(*random, client_random.begin());
    std::ranges::copy(*secret, secrets.master_secrets[client_random].bytes.fill().begin());
    return "";
}

} // namespace

const MasterSecret* KeyLogSecrets::find(View client_random) const {
    std::array<std::uint8_t, 32> key{};
    if (client_random.size() != key.size()) return nullptr;
    std::ranges::copy(client_random, key.begin());
    const auto found = master_secrets.find(key);
    return found == master_secrets.end() ? nullptr : &found->second;
}

KeyLogSecrets read_key_log(std::string_view text) {
    KeyLogSecrets secrets;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::string_view line = take_line(text);
        if (line.empty() || line.starts_with('#')) continue;
        const std::string_view wrong = take_secret(line, secrets);
        if (!wrong.empty() && secrets.troubles.size() < max_troubles)
            secrets.troubles.push_back(fmt::format("line {} of the key log is passed over: {}", number, wrong));
    }
    return secrets;
}

} // namespace vitrine::tls
