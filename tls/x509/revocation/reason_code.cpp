// Why a certificate was revoked (RFC 5280 §5.3.1).
#include "tls/x509/revocation/reason_code.h"

#include <array>
#include <fmt/format.h>

namespace vitrine::x509 {
namespace {

constexpr std::array<std::string_view, 11> names{"unspecified",
                                                 "keyCompromise",
                                                 "cACompromise",
                                                 "affiliationChanged",
                                                 "superseded",
                                                 "cessationOfOperation",
                                                 "certificateHold",
                                                 "", // 7 is not used
                                                 "removeFromCRL",
                                                 "privilegeWithdrawn",
                                                 "aACompromise"};

std::string meaning_of_reason(View content) {
    return content.size() == 1 ? name_of(ReasonCode{content[0]}) : std::string{"no reason"};
}

} // namespace

std::string name_of(ReasonCode reason) {
    const std::size_t number = static_cast<std::size_t>(reason);
    return number < names.size() && !names[number].empty() ? std::string{names[number]}
                                                           : fmt::format("reason {}", number);
}

ReasonCode read_reason_code(DerReader& reader, std::string_view name) {
    const View value = reader.primitive(name, Tag::enumerated, meaning_of_reason);
    if (value.size() != 1 || value[0] >= names.size() || names[value[0]].empty())
        reader.refuse(name, "a reason that there is not");
    return ReasonCode{value[0]};
}

} // namespace vitrine::x509
