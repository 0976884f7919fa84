// Which kernel does AES-GCM: as the environment, or --aead, asks for.
#pragma once

#include <string>

namespace vitrine::apps {

// Both throw UsageError for a kernel that is unknown or not for this CPU; it names those that are.

// The environment's VITRINE_AEAD and VITRINE_CPU_MASK: before they are needed, so that a mistake in them is told as
// one.
void check_aead();

// Puts `name` in the place of VITRINE_AEAD, unless it is empty. To be called before the first key is made: whoever
// makes one goes by the environment.
void use_aead(const std::string& name);

} // namespace vitrine::apps
