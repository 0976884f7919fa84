// What this processor can do at best, measured: its clock, and how fast it does the work that AES-GCM consists of.
#include "bench/machine.h"

#include "bench/cpu_time.h"

#if defined(__x86_64__)
#include <cpuid.h>
#endif

#include <utility>

namespace vitrine::bench {

std::string compiler() {
#if defined(__clang__)
    return "clang++ " __clang_version__;
#else
    return "g++ " __VERSION__;
#endif
}

#if defined(__x86_64__)

namespace {

constexpr int turns = 5000; // of a loop that is timed

// Seconds that the loop takes, at best: it was interrupted least then.
double least_seconds(void (*loop)(long)) {
    double least = 1;
    for (int i = 0; i < 20; ++i) {
        Stopwatch watch;
        watch.time([&] { loop(turns); });
        if (watch.seconds() > 0) least = std::min(least, watch.seconds());
    }
    return least;
}

// Each addition waits for the one before: one cycle each, on every processor of this kind.
void additions(long turns_left) {
    long sum = 0;
    asm volatile("1: .rept 100\n add $1, %1\n .endr\n dec %0\n jnz 1b" : "+r"(turns_left), "+r"(sum) : : "cc");
}
constexpr double additions_in_turn = 100;

// One AES round on each of twelve registers that do not wait for each other: enough to keep every unit busy. (`.irp`
// repeats what follows with each of the numbers for r.)
constexpr double rounds_in_turn = 12;

void rounds_512(long turns_left) {
    asm volatile("1: .irp r,0,1,2,3,4,5,6,7,8,9,10,11\n vaesenc %%zmm\\r, %%zmm\\r, %%zmm\\r\n .endr\n"
                 "dec %0\n jnz 1b\n vzeroupper"
                 : "+r"(turns_left)
                 :
                 : "cc", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10",
                   "xmm11", "xmm12", "xmm13", "xmm14", "xmm15");
}

void rounds_256(long turns_left) {
    asm volatile("1: .irp r,0,1,2,3,4,5,6,7,8,9,10,11\n vaesenc %%ymm\\r, %%ymm\\r, %%ymm\\r\n .endr\n"
                 "dec %0\n jnz 1b\n vzeroupper"
                 : "+r"(turns_left)
                 :
                 : "cc", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10",
                   "xmm11", "xmm12", "xmm13", "xmm14", "xmm15");
}

void rounds_128(long turns_left) {
    asm volatile("1: .irp r,0,1,2,3,4,5,6,7,8,9,10,11\n aesenc %%xmm\\r, %%xmm\\r\n .endr\n"
                 "dec %0\n jnz 1b"
                 : "+r"(turns_left)
                 :
                 : "cc", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10",
                   "xmm11", "xmm12", "xmm13", "xmm14", "xmm15");
}

// The instructions that AES-128-GCM cannot do without, for one vector of text: ten rounds, and the four carry-less
// multiplications of two 128-bit numbers (NIST SP 800-38D §6.3).
void gcm_512(long turns_left) {
    asm volatile("1: .irp r,0,1,2,3,4,5,6,7,8,9\n vaesenc %%zmm\\r, %%zmm\\r, %%zmm\\r\n .endr\n"
                 ".irp r,10,11,12,13\n vpclmulqdq $16, %%zmm14, %%zmm15, %%zmm\\r\n .endr\n"
                 "dec %0\n jnz 1b\n vzeroupper"
                 : "+r"(turns_left)
                 :
                 : "cc", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10",
                   "xmm11", "xmm12", "xmm13", "xmm14", "xmm15");
}

void gcm_256(long turns_left) {
    asm volatile("1: .irp r,0,1,2,3,4,5,6,7,8,9\n vaesenc %%ymm\\r, %%ymm\\r, %%ymm\\r\n .endr\n"
                 ".irp r,10,11,12,13\n vpclmulqdq $16, %%ymm14, %%ymm15, %%ymm\\r\n .endr\n"
                 "dec %0\n jnz 1b\n vzeroupper"
                 : "+r"(turns_left)
                 :
                 : "cc", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10",
                   "xmm11", "xmm12", "xmm13", "xmm14", "xmm15");
}

void gcm_128(long turns_left) {
    asm volatile("1: .irp r,0,1,2,3,4,5,6,7,8,9\n aesenc %%xmm\\r, %%xmm\\r\n .endr\n"
                 ".irp r,10,11,12,13\n pclmulqdq $16, %%xmm14, %%xmm\\r\n .endr\n"
                 "dec %0\n jnz 1b"
                 : "+r"(turns_left)
                 :
                 : "cc", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10",
                   "xmm11", "xmm12", "xmm13", "xmm14", "xmm15");
}

// The vector forms of both instructions. (Not every compiler's __builtin_cpu_supports knows their names.)
bool has_vector_forms() {
    unsigned eax = 0, ebx = 0, ecx = 0, edx = 0;
    const bool asked = __get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) == 1;
    return asked && (ecx & bit_VAES) != 0 && (ecx & bit_VPCLMULQDQ) != 0;
}

AesUnits measured(std::string vector, double vector_size, void (*rounds)(long), void (*gcm)(long)) {
    const double cycles_in_turns = clock_hz() / turns;
    return {std::move(vector), vector_size * rounds_in_turn / (least_seconds(rounds) * cycles_in_turns),
            vector_size / (least_seconds(gcm) * cycles_in_turns)};
}

} // namespace

double clock_hz() { return additions_in_turn * turns / least_seconds(additions); }

AesUnits aes_units() {
    const bool vectors = has_vector_forms(); // avx512f and avx2: the system keeps the registers, too
    if (vectors && __builtin_cpu_supports("avx512f") != 0)
        return measured("512-bit VAES and VPCLMULQDQ", 64, rounds_512, gcm_512);
    if (vectors && __builtin_cpu_supports("avx2") != 0)
        return measured("256-bit VAES and VPCLMULQDQ", 32, rounds_256, gcm_256);
    if (__builtin_cpu_supports("aes") != 0 && __builtin_cpu_supports("pclmul") != 0)
        return measured("128-bit AES-NI and PCLMULQDQ", 16, rounds_128, gcm_128);
    return {};
}

#else // what is not measured is not drawn

double clock_hz() { return 0; }
AesUnits aes_units() { return {}; }

#endif

} // namespace vitrine::bench
