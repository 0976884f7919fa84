// Which part of a file is asked for.
#include "apps/files/byte_range.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace vitrine::apps {

namespace {

// Digits and nothing else, as RFC 9110 §14.1.1 has it. More than a number holds is as much as it holds.
std::optional<std::uint64_t> position(std::string_view digits) {
    if (digits.empty() || !std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; })) return {};
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc{} ? value : UINT64_MAX;
}

RangeIs last_bytes(std::uint64_t count, std::uint64_t file_size, ByteRange& range) {
    if (count == 0 || file_size == 0) return RangeIs::unsatisfiable;
    range.size = std::min(count, file_size);
    range.begin = file_size - range.size;
    return RangeIs::satisfiable;
}

} // namespace

RangeIs parse_range(std::string_view field, std::uint64_t file_size, ByteRange& range) {
    constexpr std::string_view unit = "bytes=";
    if (!field.starts_with(unit)) return RangeIs::left_out;
    field.remove_prefix(unit.size());
    const std::size_t dash = field.find('-');
    if (dash == std::string_view::npos) return RangeIs::left_out;
    const auto first = position(field.substr(0, dash)), last = position(field.substr(dash + 1));
    if (dash == 0) return last ? last_bytes(*last, file_size, range) : RangeIs::left_out;
    const bool open_ended = dash + 1 == field.size();
    if (!first || (!last && !open_ended)) return RangeIs::left_out; // several, among others
    if (last && *last < *first) return RangeIs::left_out;
    if (*first >= file_size) return RangeIs::unsatisfiable;
    range.begin = *first;
    range.size = open_ended ? file_size - *first : std::min(*last, file_size - 1) - *first + 1;
    return RangeIs::satisfiable;
}

} // namespace vitrine::apps
