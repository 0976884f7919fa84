// Test vectors as text: sections in brackets, "name = hex" lines, '#' comments. Each file names its source.
#include "vector_file.h"

#include <fstream>
#include <stdexcept>

namespace vitrine::tests {

Section read_vectors(const std::string& file, const std::string& section) {
    std::ifstream in{std::string(VITRINE_TEST_DATA "/vectors/") + file};
    Section values;
    bool inside = false;
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line.front() == '#') continue;
        if (line.front() == '[') {
            inside = line == "[" + section + "]";
            continue;
        }
        if (!inside) continue;
        const auto equals = line.find(" = ");
        if (equals == std::string::npos) throw std::runtime_error(file + ": not a 'name = hex' line: " + line);
        values[line.substr(0, equals)] = hex(std::string_view{line}.substr(equals + 3));
    }
    if (values.empty()) throw std::runtime_error(file + " has no section [" + section + "]");
    return values;
}

Bytes hex(std::string_view text) {
    auto bytes = from_hex(text);
    if (!bytes) throw std::runtime_error("not hexadecimal: " + std::string(text));
    return std::move(*bytes);
}

} // namespace vitrine::tests
