// What was probably meant by a name that nobody knows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vitrine::apps {

// The known names that differ least from `wanted`, letters without regard to case; none if all are far from it.
std::vector<std::string> nearest(std::string_view wanted, const std::vector<std::string>& known);

// "; did you mean X or Y?", or nothing.
std::string did_you_mean(std::string_view wanted, const std::vector<std::string>& known);

bool equal_without_case(std::string_view one, std::string_view other);

} // namespace vitrine::apps
