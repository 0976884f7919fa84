// Test vectors as text: sections in brackets, "name = hex" lines, '#' comments. Each file names its source.
#pragma once

#include "crypto/bytes.h"

#include <map>

namespace vitrine::tests {

using Section = std::map<std::string, Bytes>;

// One section of tests/vectors/FILE. Throws std::runtime_error if the file, the section or a line is not as it should
// be.
Section read_vectors(const std::string& file, const std::string& section);

// The bytes of a hexadecimal literal.
Bytes hex(std::string_view text);

} // namespace vitrine::tests
