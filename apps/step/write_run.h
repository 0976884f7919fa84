// A run as a file, of the kind that its name ends in.
#pragma once

#include "apps/step/session.h"

namespace vitrine::apps {

// Throws StepError. What was written, in words.
std::string write_run(const Session& session, const std::string& path);

} // namespace vitrine::apps
