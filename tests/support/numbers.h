// Numbers that a long campaign is given in the environment.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace vitrine::tests {

inline std::uint64_t number_in(const char* variable, std::uint64_t otherwise) {
    const char* const text = std::getenv(variable);
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

} // namespace vitrine::tests
