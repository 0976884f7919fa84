// What every run of the laboratory says first.
#pragma once

#include <string_view>

namespace vitrine::apps {

// "vitrine: LABORATORY: …" on stderr: nobody shall take what follows for real traffic.
void say_laboratory(std::string_view what);

} // namespace vitrine::apps
