// Bytes that people write as hexadecimal text, and records that lie in them.
#include "apps/hex_text.h"

#include "apps/command_line.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

constexpr std::size_t header_size = 5; // of a record, RFC 5246 §6.2.1
constexpr std::string_view dividers = " \t\r\n\v\f:,;";

bool is_digit(char character) {
    return std::string_view{"0123456789abcdefABCDEF"}.find(character) != std::string_view::npos;
}

// Without comments, and "0x" in front of digits; each character that is left keeps its place.
std::string without_ornament(std::string_view text) {
    std::string plain{text};
    for (std::size_t at = 0; at < plain.size(); ++at) {
        if (plain[at] == '#')
            for (; at < plain.size() && plain[at] != '\n'; ++at) plain[at] = ' ';
        const bool prefix = plain.compare(at, 2, "0x") == 0 || plain.compare(at, 2, "0X") == 0;
        if (prefix && (at == 0 || !is_digit(plain[at - 1]))) plain[at] = plain[at + 1] = ' ';
    }
    return plain;
}

[[noreturn]] void refuse(std::string_view text, std::size_t at, std::string_view why) {
    const std::string_view before = text.substr(0, at);
    const auto line = std::ranges::count(before, '\n') + 1;
    const std::size_t column = at - (before.rfind('\n') + 1) + 1; // npos + 1 is 0
    throw UsageError{fmt::format("line {}, column {}: {}", line, column, why)};
}

// The side that alone sends such a handshake message; nothing if both do.
std::optional<tls::Role> sender_of(tls::HandshakeType type) {
    using enum tls::HandshakeType;
    switch (type) {
    case client_hello:
    case client_key_exchange:
    case certificate_verify: return tls::Role::client;
    case hello_request:
    case server_hello:
    case new_session_ticket:
    case server_key_exchange:
    case certificate_request:
    case certificate_status:
    case server_hello_done: return tls::Role::server;
    default: return std::nullopt;
    }
}

// Who sent each record, concluded from those before it.
class SenderGuess {
public:
    tls::Role of(View record) {
        const tls::ContentType type{record[0]};
        const bool is_handshake = type == tls::ContentType::handshake;
        const bool changes = type == tls::ContentType::change_cipher_spec;
        if (said_finished_ && (is_handshake || changes)) speak(other(sender_)); // one side is done: now the other
        if (is_handshake && !is_protected_ && record.size() > header_size)
            speak(sender_of(tls::HandshakeType{record[header_size]}).value_or(sender_));
        said_finished_ |= is_handshake && is_protected_;
        is_protected_ |= changes;
        return sender_;
    }

private:
    void speak(tls::Role sender) {
        if (sender == sender_) return;
        sender_ = sender;
        is_protected_ = said_finished_ = false;
    }

    tls::Role sender_ = tls::Role::client;
    bool is_protected_ = false, said_finished_ = false; // by it, since it began to speak
};

} // namespace

bool looks_like_hex(std::string_view text) {
    const std::string plain = without_ornament(text);
    const bool has_digit = std::ranges::any_of(plain, is_digit);
    return has_digit && std::ranges::all_of(plain, [](char character) {
               return is_digit(character) || dividers.find(character) != std::string_view::npos;
           });
}

Bytes read_hex(std::string_view text) {
    const std::string plain = without_ornament(text);
    std::string digits;
    std::size_t last = 0;
    for (std::size_t at = 0; at < plain.size(); ++at) {
        if (is_digit(plain[at])) {
            digits += plain[at];
            last = at;
        } else if (dividers.find(plain[at]) == std::string_view::npos) {
            refuse(text, at, "this is no hexadecimal digit");
        } else if (digits.size() % 2 != 0) {
            refuse(text, last, "a digit without its second half: a byte is two of them");
        }
    }
    if (digits.size() % 2 != 0) refuse(text, last, "a digit without its second half: a byte is two of them");
    return from_hex(digits).value();
}

bool begins_like_record(View bytes) { return bytes.size() >= 2 && bytes[0] >= 20 && bytes[0] <= 24 && bytes[1] == 3; }

std::vector<tls::Event> records_in(View bytes) {
    std::vector<tls::Event> events;
    SenderGuess guess;
    while (!bytes.empty()) {
        const std::size_t length = bytes.size() < header_size ? 0 : std::size_t{bytes[3]} << 8 | bytes[4];
        const View record = bytes.first(std::min(bytes.size(), header_size + length));
        events.push_back({tls::Role::client, tls::told::Wire{guess.of(record), to_bytes(record)}});
        bytes = bytes.subspan(record.size());
    }
    return events;
}

} // namespace vitrine::apps
