// The AES-GCM kernel on vectors of two blocks.
#include "avx2.h"
#include "gcm.h"

namespace vitrine::crypto::kernels {

constexpr Kernel vaes = kernel_of<Avx2>;

} // namespace vitrine::crypto::kernels
