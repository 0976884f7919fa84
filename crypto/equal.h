// Comparison that takes the same time wherever two byte strings differ.
#pragma once

#include "crypto/bytes.h"

namespace vitrine::crypto {

// Lengths are not secret: a difference in length is answered at once.
[[nodiscard]] bool equal(View one, View other);

} // namespace vitrine::crypto
