// Byte strings: owned, seen and written to; and their hexadecimal form.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

using Bytes = std::vector<std::uint8_t>;
using View = std::span<const std::uint8_t>;
using MutableView = std::span<std::uint8_t>;

// Lower-case hexadecimal, two digits a byte, no separators.
std::string to_hex(View bytes);

// The bytes that hexadecimal text stands for; white space and ':' between bytes are passed over.
// Nothing if any other character, or half a byte, is met.
std::optional<Bytes> from_hex(std::string_view text);

// The characters of `text` as bytes.
View as_bytes(std::string_view text);
// The bytes as characters, unchanged: escape them before they reach a terminal.
std::string_view as_text(View bytes);

Bytes to_bytes(View bytes);
void append(Bytes& to, View bytes);

} // namespace vitrine
