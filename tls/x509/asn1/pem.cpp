// Reads and writes PEM armour (RFC 7468 §2, §3).
#include "tls/x509/asn1/pem.h"

#include "tls/x509/asn1/text.h"

#include <array>
#include <fmt/format.h>

namespace vitrine::x509 {
namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"; // RFC 4648 §4
constexpr std::size_t line_length = 64; // RFC 7468 §2
constexpr std::uint8_t no_digit = 0xff;

// What each character stands for: a bundle of certificates is a hundred thousand of them.
constexpr std::array<std::uint8_t, 256> values_of_digits = [] {
    std::array<std::uint8_t, 256> values{};
    values.fill(no_digit);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        values[static_cast<std::uint8_t>(alphabet[i])] = static_cast<std::uint8_t>(i);
    return values;
}();

std::string_view trimmed(std::string_view line) {
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) line.remove_suffix(1);
    return line;
}

std::string_view take_line(std::string_view& text) { return trimmed(take_part(text, '\n')); }

// "CERTIFICATE" for "-----BEGIN CERTIFICATE-----"; nothing for another line.
std::optional<std::string_view> label_of(std::string_view line, std::string_view word) {
    constexpr std::string_view dashes = "-----";
    if (!line.starts_with(dashes) || !line.ends_with(dashes)) return std::nullopt;
    line.remove_prefix(dashes.size());
    if (!line.starts_with(word) || line.size() < word.size() + dashes.size()) return std::nullopt;
    line.remove_prefix(word.size());
    line.remove_suffix(dashes.size());
    return line;
}

// Base64 that arrives line by line.
class Base64Decoder {
public:
    explicit Base64Decoder(Bytes& out) : out_(out) {}

    // False if a character has no business there.
    bool add(char character) {
        if (character == ' ' || character == '\t') return true;
        if (character == '=') return ++padding_ <= 2;
        const std::uint8_t value = values_of_digits[static_cast<std::uint8_t>(character)];
        if (value == no_digit || padding_ != 0) return false;
        group_ = group_ << 6 | value;
        bits_ += 6;
        if (bits_ >= 8) {
            bits_ -= 8;
            out_.push_back(static_cast<std::uint8_t>(group_ >> bits_));
            group_ &= (1U << bits_) - 1;
        }
        return true;
    }
    bool complete() const { return group_ == 0 && 2 * padding_ == bits_; }

private:
    Bytes& out_;
    std::uint32_t group_ = 0;
    std::size_t bits_ = 0, padding_ = 0;
};

[[noreturn]] void refuse(std::size_t line, std::string_view why) {
    throw ParseError(fmt::format("PEM line {}: {}", line, why));
}

// The lines up to the END line, which it takes too.
PemBlock read_block(std::string_view& text, std::string_view label, std::size_t& line_number) {
    PemBlock block{std::string{label}, {}, line_number};
    block.der.reserve(std::min<std::size_t>(text.size(), 8192)); // a key is never left behind by growing
    Base64Decoder decoder{block.der};
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        ++line_number;
        if (const auto end = label_of(line, "END ")) {
            if (*end != label) refuse(line_number, "the END line has another label than the BEGIN line");
            if (!decoder.complete()) refuse(line_number, "the base64 text ends in the middle of a byte");
            return block;
        }
        if (line.find(':') != std::string_view::npos)
            refuse(line_number,
                   "a header line, as encrypted keys of the old form have, which one round of MD5 protects: "
                   "convert the key by 'openssl pkcs8 -topk8 -in KEY -out NEW'");
        if (label_of(line, "BEGIN ")) refuse(line_number, "a BEGIN line where the block above has no END line yet");
        for (const char character : line)
            if (!decoder.add(character)) refuse(line_number, "a character that is not base64");
    }
    refuse(block.line, "this block has no END line");
}

} // namespace

std::vector<PemBlock> read_pem(std::string_view text) {
    std::vector<PemBlock> blocks;
    std::size_t line_number = 0;
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        ++line_number;
        if (const auto label = label_of(line, "BEGIN ")) blocks.push_back(read_block(text, *label, line_number));
    }
    return blocks;
}

std::string base64(View bytes) {
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const View group = bytes.subspan(at, std::min<std::size_t>(3, bytes.size() - at));
        std::uint32_t bits = 0;
        for (std::size_t i = 0; i < 3; ++i) bits = bits << 8 | (i < group.size() ? group[i] : 0U);
        for (std::size_t i = 0; i < 4; ++i) text += i <= group.size() ? alphabet[bits >> (18 - 6 * i) & 0x3fU] : '=';
    }
    return text;
}

std::string write_pem(std::string_view label, View der) {
    const std::string body = base64(der);
    std::string text = fmt::format("-----BEGIN {}-----\n", label);
    for (std::size_t at = 0; at < body.size(); at += line_length) text += body.substr(at, line_length) + "\n";
    return text + fmt::format("-----END {}-----\n", label);
}

} // namespace vitrine::x509
