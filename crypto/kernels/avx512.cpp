// The AES-GCM kernel on vectors of four blocks.
#include "avx512.h"
#include "gcm.h"

namespace vitrine::crypto::kernels {

constexpr Kernel avx512 = kernel_of<Avx512>;

} // namespace vitrine::crypto::kernels
