// What every run of the laboratory says first.
#include "apps/lab/banner.h"

#include "apps/terminal.h"

#include <fmt/format.h>

namespace vitrine::apps {

void say_laboratory(std::string_view what) { say(fmt::format("vitrine: LABORATORY: {}\n", what)); }

} // namespace vitrine::apps
