// What this CPU can do, of what our kernels need.
#include "crypto/cpu.h"

#include <array>
#include <cstdlib>
#include <stdexcept>
#include <string>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace vitrine::crypto {

namespace {

struct Name {
    std::string_view name;
    bool CpuFeatures::*feature;
};

constexpr std::array names{
    Name{"aes", &CpuFeatures::aes},       Name{"pclmulqdq", &CpuFeatures::pclmulqdq},
    Name{"avx", &CpuFeatures::avx},       Name{"avx2", &CpuFeatures::avx2},
    Name{"avx512", &CpuFeatures::avx512}, Name{"avx512ifma", &CpuFeatures::avx512ifma},
    Name{"vaes", &CpuFeatures::vaes},     Name{"vpclmulqdq", &CpuFeatures::vpclmulqdq},
};

void remove(CpuFeatures& features, std::string_view wanted) {
    if (wanted.empty()) return;
    bool known = wanted == "all";
    for (const Name& each : names) {
        if (wanted != "all" && wanted != each.name) continue;
        features.*each.feature = false;
        known = true;
    }
    if (known) return;
    std::string message =
        "'" + std::string{wanted} + "' is no feature of a CPU that VITRINE_CPU_MASK knows; it knows all";
    for (const Name& each : names) message += ", " + std::string{each.name};
    throw std::invalid_argument{message};
}

#if defined(__x86_64__)
CpuWords ask_this_cpu() {
    CpuWords words;
    std::uint32_t eax = 0;
    std::uint32_t ebx = 0;
    std::uint32_t edx = 0;
    __get_cpuid(1, &eax, &ebx, &words.leaf1_ecx, &edx);
    __get_cpuid_count(7, 0, &eax, &words.leaf7_ebx, &words.leaf7_ecx, &edx);
    if ((words.leaf1_ecx >> 27 & 1) != 0) // the operating system lets us ask
        __asm__("xgetbv" : "=a"(words.xcr0), "=d"(edx) : "c"(0));
    return words;
}
#else
CpuWords ask_this_cpu() { return {}; }
#endif

} // namespace

// Intel's Software Developer's Manual, volume 2, CPUID; volume 1, §13.3 on XCR0.
CpuFeatures features_of(const CpuWords& words) {
    const auto has = [](std::uint32_t word, std::uint32_t bits) { return (word & bits) == bits; };
    const std::uint32_t xcr0 = has(words.leaf1_ecx, 1U << 27) ? words.xcr0 : 0;
    const bool keeps_ymm = has(xcr0, 0x06); // SSE, and the upper halves of ymm
    const bool keeps_zmm = has(xcr0, 0xe6); // also masks, and all of zmm
    constexpr std::uint32_t f_dq_bw_vl = 1U << 16 | 1U << 17 | 1U << 30 | 1U << 31;
    constexpr std::uint32_t f_ifma = 1U << 16 | 1U << 21;
    return {.aes = has(words.leaf1_ecx, 1U << 25),
            .pclmulqdq = has(words.leaf1_ecx, 1U << 1),
            .avx = keeps_ymm && has(words.leaf1_ecx, 1U << 28),
            .avx2 = keeps_ymm && has(words.leaf7_ebx, 1U << 5),
            .avx512 = keeps_zmm && has(words.leaf7_ebx, f_dq_bw_vl),
            .avx512ifma = keeps_zmm && has(words.leaf7_ebx, f_ifma),
            .vaes = keeps_ymm && has(words.leaf7_ecx, 1U << 9),
            .vpclmulqdq = keeps_ymm && has(words.leaf7_ecx, 1U << 10)};
}

CpuFeatures without(CpuFeatures features, std::string_view list) {
    while (!list.empty()) {
        const std::size_t end = list.find(',');
        remove(features, list.substr(0, end));
        list = end == std::string_view::npos ? "" : list.substr(end + 1);
    }
    return features;
}

CpuFeatures this_cpu() {
    const char* const mask = std::getenv("VITRINE_CPU_MASK");
    return without(features_of(ask_this_cpu()), mask == nullptr ? "" : mask);
}

} // namespace vitrine::crypto
