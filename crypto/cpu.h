// What this CPU can do, of what our kernels need.
#pragma once

#include <cstdint>
#include <string_view>

namespace vitrine::crypto {

struct CpuFeatures {
    bool aes = false, pclmulqdq = false; // AES-NI and its companion, on one block
    bool avx = false, avx2 = false;      // the instructions, and an operating system that keeps their registers
    bool avx512 = false;                 // F, DQ, BW and VL, likewise
    bool avx512ifma = false;             // F and IFMA, likewise
    bool vaes = false, vpclmulqdq = false;

    bool operator==(const CpuFeatures&) const = default;
};

// What CPUID and XGETBV answer.
struct CpuWords {
    std::uint32_t leaf1_ecx = 0, leaf7_ebx = 0, leaf7_ecx = 0;
    std::uint32_t xcr0 = 0; // the registers that the operating system keeps; meaningful if bit 27 of leaf1_ecx is set
};
CpuFeatures features_of(const CpuWords& words);

// Without those that `names` lists, divided by commas: the names above, or "all". Throws std::invalid_argument for a
// name that is none.
CpuFeatures without(CpuFeatures features, std::string_view names);

// Of the CPU that runs this, but without what the environment's VITRINE_CPU_MASK lists: so every choice can be tested
// on one machine. Nothing on a CPU that is not x86-64.
CpuFeatures this_cpu();

} // namespace vitrine::crypto
