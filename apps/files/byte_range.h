// Which part of a file is asked for (RFC 9110 §14).
#pragma once

#include <cstdint>
#include <string_view>

namespace vitrine::apps {

struct ByteRange {
    std::uint64_t begin = 0, size = 0; // bytes
};

enum class RangeIs : std::uint8_t {
    left_out,     // none was named, or several, or none that can be read: the whole is sent (RFC 9110 §14.2)
    satisfiable,  // `range` is a part of the file
    unsatisfiable // it begins behind the end of the file
};

// `field`: the value of Range; `file_size` in bytes.
RangeIs parse_range(std::string_view field, std::uint64_t file_size, ByteRange& range);

} // namespace vitrine::apps
