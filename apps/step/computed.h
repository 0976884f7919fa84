// What events say of how a value came to be, in words: `x = PRF(y, …)`, what a check compared, what was chosen and why.
#pragma once

#include "apps/step/scene.h"

namespace vitrine::apps {

Lines told_by(Events events, std::size_t width, tls::Secrets secrets);

} // namespace vitrine::apps
