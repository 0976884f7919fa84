// Which values of an event are secret: those that lead to the keys, and the keys.
#include "tls/trace/secrets.h"

#include "tls/trace/watched.h"

#include "crypto/hash.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::tls {

namespace {

constexpr std::size_t shown_digest = 4; // bytes

bool is_secret(const told::Draw& draw, std::string_view name) { return name == "bytes" && !is_sent(draw.purpose); }
bool is_secret(const told::Agreement&, std::string_view name) { return name == "premaster_secret"; }
bool is_secret(const told::Derivation& made, std::string_view name) {
    if (name == "output") return made.became != "verify_data"; // which is sent
    return name.starts_with("secret.") || name.starts_with("A(") || name.starts_with("part.");
}
bool is_secret(const told::Session&, std::string_view name) { return name == "session"; }
bool is_secret(const told::Secret&, std::string_view name) { return name == "secret"; }
template <class What> bool is_secret(const What&, std::string_view) { return false; }

bool is_secret_in(const Event& event, std::string_view name) {
    return std::visit([&](const auto& what) { return is_secret(what, name); }, event.what);
}

} // namespace

std::string hidden(View secret) {
    if (secret.empty()) return "not known";
    const crypto::Digest digest = crypto::hash(crypto::HashAlgorithm::sha256, secret);
    return fmt::format("{} bytes, SHA-256 {}..", secret.size(), to_hex(digest.view().first(shown_digest)));
}

std::vector<EventValue> values_of(const Event& event, Secrets secrets) {
    std::vector<EventValue> values = values_of(event);
    if (secrets == Secrets::shown) return values;
    for (EventValue& value : values)
        if (is_secret_in(event, value.name)) value.value = hidden(from_hex(value.value).value_or(Bytes{}));
    return values;
}

bool holds_secrets(const std::vector<Event>& events) {
    return std::ranges::any_of(events, [](const Event& event) {
        return std::ranges::any_of(values_of(event), [&](const EventValue& value) {
            return !value.value.empty() && is_secret_in(event, value.name);
        });
    });
}

} // namespace vitrine::tls
