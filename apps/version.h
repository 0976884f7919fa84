// What this program is called by number, and what it was compiled by.
#pragma once

#include <string_view>

namespace vitrine::apps {

constexpr std::string_view version = VITRINE_VERSION; // of CMakeLists.txt
#ifdef __clang__
constexpr std::string_view compiler = __VERSION__; // "Debian Clang 14.0.6"
#else
constexpr std::string_view compiler = "g++ " __VERSION__;
#endif

} // namespace vitrine::apps
