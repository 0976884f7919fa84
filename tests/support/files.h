// Files of the test data, found wherever the tests run.
#pragma once

#include <string>

namespace vitrine::tests {

// The content of a file below tests/, e.g. "support/data/ca.pem". Throws std::runtime_error if it cannot be read.
std::string read_test_file(const std::string& path_below_tests);

} // namespace vitrine::tests
