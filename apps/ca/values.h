// The values that the flags of vitrine ca take: kinds of keys, names, times.
#pragma once

#include "tls/x509/make/new_key.h"
#include "tls/x509/make/parts.h"

#include <string>

namespace vitrine::apps::ca {

// Each throws UsageError that says what can be said instead.

// "rsa:2048", "rsa" (the same), "ec:P-256", "ec:P-384"
x509::KeyKind key_kind_in(std::string_view text);
std::string text_of(const x509::KeyKind& kind); // "rsa:2048"

// "/C=DE/O=Example/CN=localhost", as openssl takes it; "\/" stands for a '/' in a value.
std::vector<x509::NameAttribute> subject_in(std::string_view text);
std::string text_of(const std::vector<x509::NameAttribute>& subject);

struct AltName {
    enum class Kind : std::uint8_t { dns, ip, email, uri } kind;
    std::string text;
    Bytes general_name; // DER
};
// "DNS:localhost,IP:127.0.0.1,IP:::1,email:a@b.example,URI:https://…"; without a kind: an address if it is one, else
// DNS.
std::vector<AltName> alt_names_in(std::string_view text);
std::string text_of(const std::vector<AltName>& names);

// "2026-01-31" (its first second, UTC) or "20260131120000Z"
std::chrono::sys_seconds time_in(std::string_view text);

} // namespace vitrine::apps::ca
