// Which kernel does AES-GCM: as the environment, or --aead, asks for.
#include "apps/aead.h"

#include "apps/command_line.h"
#include "crypto/aes_gcm_kernel.h"

#include <cstdlib>
#include <fmt/format.h>

namespace vitrine::apps {

void check_aead() {
    const char* const wanted = std::getenv("VITRINE_AEAD");
    try {
        crypto::choose(crypto::this_cpu(), wanted == nullptr ? "" : wanted);
    } catch (const std::invalid_argument& error) {
        throw UsageError{fmt::format("in the environment: {}", error.what())};
    }
}

void use_aead(const std::string& name) {
    if (name.empty()) return;
    try {
        crypto::choose(crypto::this_cpu(), name);
    } catch (const std::invalid_argument& error) {
        throw UsageError{fmt::format("--aead: {}", error.what())};
    }
    ::setenv("VITRINE_AEAD", name.c_str(), 1);
}

} // namespace vitrine::apps
