// The values that the flags of vitrine ca take: kinds of keys, names, times.
#include "apps/ca/values.h"

#include "apps/ca/name_checks.h"
#include "apps/command_line.h"
#include "tls/x509/asn1/text.h"
#include "tls/x509/certificate/ip_address.h"
#include "tls/x509/make/extensions.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace vitrine::apps::ca {
namespace {

using x509::KeyKind;

constexpr std::array rsa_sizes{2048U, 3072U, 4096U, 8192U};

bool is_digit(char character) { return character >= '0' && character <= '9'; }

AltName dns_name(std::string_view text) {
    require_dns_name(text);
    return {AltName::Kind::dns, std::string{text}, x509::make::dns_name(text)};
}

AltName address(std::string_view text) {
    const auto bytes = x509::parse_ip_address(text);
    if (!bytes) throw UsageError{fmt::format("'{}' is no IP address", text)};
    return {AltName::Kind::ip, std::string{text}, x509::make::ip_address(*bytes)};
}

AltName mailbox(std::string_view text) {
    require_mailbox(text);
    return {AltName::Kind::email, std::string{text}, x509::make::rfc822_name(text)};
}

AltName uri(std::string_view text) {
    require_uri(text);
    return {AltName::Kind::uri, std::string{text}, x509::make::uniform_resource_identifier(text)};
}

AltName alt_name(std::string_view text) {
    if (text.starts_with("DNS:")) return dns_name(text.substr(4));
    if (text.starts_with("IP:")) return address(text.substr(3));
    if (text.starts_with("email:")) return mailbox(text.substr(6));
    if (text.starts_with("URI:")) return uri(text.substr(4));
    return x509::parse_ip_address(text) ? address(text) : dns_name(text);
}

std::string_view prefix_of(AltName::Kind kind) {
    switch (kind) {
    case AltName::Kind::dns: return "DNS:";
    case AltName::Kind::ip: return "IP:";
    case AltName::Kind::email: return "email:";
    case AltName::Kind::uri: break;
    }
    return "URI:";
}

// Up to the next '/' that no backslash precedes.
std::string take_attribute(std::string_view& text) {
    std::string attribute;
    while (!text.empty() && text.front() != '/') {
        if (text.front() == '\\' && text.size() > 1) text.remove_prefix(1);
        attribute += text.front();
        text.remove_prefix(1);
    }
    if (!text.empty()) text.remove_prefix(1);
    return attribute;
}

int number_at(std::string_view digits, std::size_t at, std::size_t size) {
    int number = 0;
    for (const char digit : digits.substr(at, size)) number = 10 * number + (digit - '0');
    return number;
}

} // namespace

KeyKind key_kind_in(std::string_view text) {
    if (text == "rsa") return key_kind_in("rsa:2048");
    if (text == "ec" || text == "ec:P-256") return {KeyKind::Algorithm::ec, 0, crypto::Curve::secp256r1};
    if (text == "ec:P-384") return {KeyKind::Algorithm::ec, 0, crypto::Curve::secp384r1};
    for (const unsigned bits : rsa_sizes)
        if (text == fmt::format("rsa:{}", bits)) return {KeyKind::Algorithm::rsa, bits, {}};
    throw UsageError{fmt::format("'{}' is no kind of key that is made here: rsa:2048, rsa:3072, rsa:4096, rsa:8192, "
                                 "ec:P-256, ec:P-384",
                                 text)};
}

std::string text_of(const KeyKind& kind) {
    if (kind.algorithm == KeyKind::Algorithm::rsa) return fmt::format("rsa:{}", kind.bits);
    return kind.curve == crypto::Curve::secp384r1 ? "ec:P-384" : "ec:P-256";
}

std::vector<x509::NameAttribute> subject_in(std::string_view text) {
    std::vector<x509::NameAttribute> subject;
    if (!text.starts_with('/'))
        throw UsageError{fmt::format("a subject is written '/O=Example/CN=name', not '{}'", text)};
    text.remove_prefix(1);
    while (!text.empty()) {
        const std::string attribute = take_attribute(text);
        const std::size_t equals = attribute.find('=');
        if (equals == std::string::npos || equals + 1 == attribute.size())
            throw UsageError{fmt::format("'{}' in a subject: an attribute is written 'CN=name'", attribute)};
        subject.push_back({attribute.substr(0, equals), attribute.substr(equals + 1)});
        require_attribute(subject.back());
    }
    try {
        static_cast<void>(x509::name(subject));
    } catch (const std::invalid_argument& error) {
        throw UsageError{error.what()};
    }
    return subject;
}

std::string text_of(const std::vector<x509::NameAttribute>& subject) {
    std::string text;
    for (const x509::NameAttribute& each : subject) {
        text += fmt::format("/{}=", each.type);
        for (const char character : each.value) {
            if (character == '/' || character == '\\') text += '\\';
            text += character;
        }
    }
    return text.empty() ? "/" : text;
}

std::vector<AltName> alt_names_in(std::string_view text) {
    std::vector<AltName> names;
    while (!text.empty()) names.push_back(alt_name(x509::take_part(text, ',')));
    return names;
}

std::string text_of(const std::vector<AltName>& names) {
    std::string text;
    for (const AltName& name : names)
        text += fmt::format("{}{}{}", text.empty() ? "" : ",", prefix_of(name.kind), name.text);
    return text;
}

std::chrono::sys_seconds time_in(std::string_view text) {
    std::string digits;
    std::ranges::copy_if(text, std::back_inserter(digits), is_digit);
    const bool day = text.size() == 10 && digits.size() == 8 && text[4] == '-' && text[7] == '-';
    const bool second = text.size() == 15 && digits.size() == 14 && text.back() == 'Z';
    digits.resize(14, '0');
    const auto two = [&](std::size_t at) { return number_at(digits, at, 2); };
    const std::chrono::year_month_day date{std::chrono::year{number_at(digits, 0, 4)},
                                           std::chrono::month{static_cast<unsigned>(two(4))},
                                           std::chrono::day{static_cast<unsigned>(two(6))}};
    if ((!day && !second) || !date.ok() || two(8) > 23 || two(10) > 59 || two(12) > 59)
        throw UsageError{fmt::format("'{}' is no time: 2026-01-31, or 20260131120000Z", text)};
    return std::chrono::sys_days{date} + std::chrono::hours{two(8)} + std::chrono::minutes{two(10)} +
           std::chrono::seconds{two(12)};
}

} // namespace vitrine::apps::ca
