// Where two runs part, told to a person.
#include "apps/lab/difference_text.h"

#include "tls/trace/annotate.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

constexpr std::size_t shown = 48; // characters of a value, from shortly before the first that differs

std::size_t first_unlike(std::string_view one, std::string_view other) {
    return static_cast<std::size_t>(std::mismatch(one.begin(), one.end(), other.begin(), other.end()).first -
                                    one.begin());
}

// The part of a value around the place where it differs.
std::string excerpt(std::string_view value, std::size_t place) {
    if (value.size() <= shown) return std::string{value};
    const std::size_t begin = std::min(place < 8 ? 0 : place - 8, value.size() - std::min(value.size(), shown));
    return fmt::format("{}{}{}", begin > 0 ? ".." : "", value.substr(begin, shown),
                       begin + shown < value.size() ? ".." : "");
}

// "ServerHello.random" for the field in which a byte of a handshake message lies.
std::string field_at(std::string_view message_hex, std::size_t byte) {
    const std::optional<Bytes> bytes = from_hex(message_hex);
    if (!bytes || bytes->size() < 4) return "";
    for (const tls::AnnotatedField& field : tls::annotate(tls::ContentType::handshake, *bytes).fields)
        if (byte >= field.offset && byte < field.offset + field.bytes.size()) return field.path;
    return "";
}

std::string field_line(const tls::Difference& difference) {
    const std::size_t place = first_unlike(difference.recorded, difference.replayed);
    std::string line = fmt::format("  field    {}", difference.field);
    if (difference.field == "bytes") line += fmt::format(", from byte {}", place / 2);
    const std::string name = difference.kind == "message" ? field_at(difference.recorded, place / 2) : "";
    return line + (name.empty() ? "\n" : fmt::format(": {}\n", name));
}

} // namespace

std::string difference_text(const tls::Difference& difference, std::string_view recorded, std::string_view replayed) {
    const std::size_t place = first_unlike(difference.recorded, difference.replayed);
    const std::size_t width = std::max<std::size_t>(8, std::max(recorded.size(), replayed.size()));
    std::string text = fmt::format("first difference: event {}, {}\n", difference.event,
                                   difference.kind.empty() ? "behind the end" : difference.kind);
    if (!difference.field.empty()) text += field_line(difference);
    return text + fmt::format("  {:<{}} {}\n  {:<{}} {}\n", recorded, width, excerpt(difference.recorded, place),
                              replayed, width, excerpt(difference.replayed, place));
}

} // namespace vitrine::apps
