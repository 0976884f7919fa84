// Which code does AES-GCM: the fastest that this CPU can run, or the one that was asked for.
#pragma once

#include "crypto/cpu.h"

#include <array>
#include <string>
#include <vector>

namespace vitrine::crypto {

// The fastest first. docs/performance.md tells how they work.
enum class AesGcmKernel : std::uint8_t {
    avx512,   // VAES and VPCLMULQDQ on vectors of 64 bytes
    vaes,     // the same on 32 bytes
    aesni,    // AES-NI and PCLMULQDQ, on 16 bytes
    cryptopp, // on any CPU: the reference
};
inline constexpr std::array all_kernels{AesGcmKernel::avx512, AesGcmKernel::vaes, AesGcmKernel::aesni,
                                        AesGcmKernel::cryptopp};

std::string_view name_of(AesGcmKernel kernel);   // "avx512", as it is asked for
std::string description_of(AesGcmKernel kernel); // what it is made of; for Crypto++, on this machine

bool can_run(const CpuFeatures& features, AesGcmKernel kernel);
std::vector<AesGcmKernel> kernels_for(const CpuFeatures& features); // the fastest first; the last is cryptopp

// The kernel named `wanted`; the fastest one if it is "auto" or empty. Throws std::invalid_argument, with the names
// that are left to choose from, for a name that is unknown or of a kernel that such a CPU cannot run.
AesGcmKernel choose(const CpuFeatures& features, std::string_view wanted);

// What this CPU and the environment's VITRINE_AEAD come to; asked for once, and the same from then on. Throws as above.
AesGcmKernel default_kernel();

} // namespace vitrine::crypto
