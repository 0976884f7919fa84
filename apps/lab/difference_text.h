// Where two runs part, told to a person: which event, which field of which message, and both values.
#pragma once

#include "tls/lab/replay.h"

namespace vitrine::apps {

// `recorded` and `replayed` are what the two sides are called: "recorded", "replayed", or two files.
std::string difference_text(const tls::Difference& difference, std::string_view recorded, std::string_view replayed);

} // namespace vitrine::apps
