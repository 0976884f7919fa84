// docs/break.md: the faults, what they are answered by here and by openssl, and where that differs.
#pragma once

#include <string>

namespace vitrine::apps {

// Plays every fault in memory to say how our own stack answers.
std::string page_of_faults();

} // namespace vitrine::apps
