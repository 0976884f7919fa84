// Files of the test data.
#include "tests/support/files.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace vitrine::tests {

std::string read_test_file(const std::string& path_below_tests) {
    const std::string path = std::string{VITRINE_TEST_DATA} + "/" + path_below_tests;
    std::ifstream file{path, std::ios::binary};
    if (!file) throw std::runtime_error("cannot read " + path);
    std::ostringstream content;
    content << file.rdbuf();
    return content.str();
}

} // namespace vitrine::tests
