// Asks the CPU, and is compiled for any: crypto/kernels/ifma.cpp is not.
#include "ifma.h"

namespace vitrine::crypto::kernels {

bool has_ifma() { return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512ifma") != 0; }

} // namespace vitrine::crypto::kernels
