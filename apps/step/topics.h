// What `p` prints: one of the sights of a stop, or a single field with the note about it.
#pragma once

#include "apps/step/session.h"

namespace vitrine::apps {

// Throws StepError for a topic or a field that there is not.
Lines print_topic(const Session& session, std::string_view topic, std::size_t width);

} // namespace vitrine::apps
