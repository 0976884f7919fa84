// Comparison that takes the same time wherever two byte strings differ.
#include "crypto/equal.h"

namespace vitrine::crypto {

bool equal(View one, View other) {
    if (one.size() != other.size()) return false;
    volatile std::uint8_t difference = 0; // volatile: no optimizer may stop at the first difference
    for (std::size_t i = 0; i < one.size(); ++i)
        difference = static_cast<std::uint8_t>(difference | (one[i] ^ other[i]));
    return difference == 0;
}

} // namespace vitrine::crypto
