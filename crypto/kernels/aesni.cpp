// The AES-GCM kernel on single blocks.
#include "gcm.h"
#include "sse.h"

namespace vitrine::crypto::kernels {

constexpr Kernel aesni = kernel_of<Single>;

} // namespace vitrine::crypto::kernels
