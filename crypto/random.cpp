// The operating system's randomness, asked for afresh at each draw.
#include "crypto/random.h"

#include <cerrno>
#include <stdexcept>
#include <string>
#include <sys/random.h>
#include <system_error>

namespace vitrine::crypto {

// No state of ours, so nothing to reseed: a forked child or a second thread never repeats what another drew.
void SystemRandom::fill(std::string_view purpose, MutableView out) {
    while (!out.empty()) {
        const ssize_t drawn = getrandom(out.data(), out.size(), 0);
        if (drawn < 0 && errno == EINTR) continue;
        if (drawn < 0)
            throw std::runtime_error("no randomness for " + std::string(purpose) +
                                     ": getrandom says: " + std::generic_category().message(errno));
        out = out.subspan(static_cast<std::size_t>(drawn));
    }
}

} // namespace vitrine::crypto
