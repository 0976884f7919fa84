// Text that is taken apart piece by piece: lines of PEM, labels of names, groups of addresses.
#pragma once

#include <string_view>

namespace vitrine::x509 {

// Takes the front of `text` up to `separator`, and the separator; all of it if there is none.
inline std::string_view take_part(std::string_view& text, char separator) {
    const std::string_view part = text.substr(0, text.find(separator));
    text.remove_prefix(part.size() == text.size() ? part.size() : part.size() + 1);
    return part;
}

} // namespace vitrine::x509
