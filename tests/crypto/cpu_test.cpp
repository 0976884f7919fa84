// What is read out of CPUID's answers, and which kernel that comes to: for every CPU, by pretending to be on it.
#include "crypto/aes_gcm_kernel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdexcept>

namespace vitrine::crypto {
namespace {

using enum AesGcmKernel;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

// An AMD Zen 4 under an operating system that keeps all registers.
constexpr CpuWords zen_4{.leaf1_ecx = 0x7eda3203, .leaf7_ebx = 0xf1bf97a9, .leaf7_ecx = 0x00405fce, .xcr0 = 0x2e7};
constexpr CpuFeatures everything{.aes = true,
                                 .pclmulqdq = true,
                                 .avx = true,
                                 .avx2 = true,
                                 .avx512 = true,
                                 .avx512ifma = true,
                                 .vaes = true,
                                 .vpclmulqdq = true};

TEST(CpuFeatures, are_read_bit_by_bit) {
    EXPECT_EQ(features_of(zen_4), everything);
    EXPECT_EQ(features_of({}), CpuFeatures{});
    CpuWords words = zen_4;
    words.leaf1_ecx &= ~(1U << 25);
    EXPECT_EQ(features_of(words), without(everything, "aes"));
    words = zen_4;
    words.leaf7_ecx &= ~(1U << 10);
    EXPECT_EQ(features_of(words), without(everything, "vpclmulqdq"));
    words = zen_4;
    words.leaf7_ebx &= ~(1U << 21);
    EXPECT_EQ(features_of(words), without(everything, "avx512ifma"));
    words.leaf7_ebx &= ~(1U << 16); // F, which both need
    EXPECT_EQ(features_of(words), without(everything, "avx512,avx512ifma"));
    for (const int bit : {17, 30, 31}) { // DQ, BW, VL: all of them, or it does not count
        words = zen_4;
        words.leaf7_ebx &= ~(1U << bit);
        EXPECT_EQ(features_of(words), without(everything, "avx512")) << bit;
    }
}

TEST(CpuFeatures, do_not_count_if_the_operating_system_does_not_keep_their_registers) {
    CpuWords words = zen_4;
    words.xcr0 = 0x07; // no masks, no zmm
    EXPECT_EQ(features_of(words), without(everything, "avx512,avx512ifma"));
    words.xcr0 = 0xe3; // no ymm
    EXPECT_EQ(features_of(words), without(everything, "avx,avx2,avx512,avx512ifma,vaes,vpclmulqdq"));
    words = zen_4;
    words.leaf1_ecx &= ~(1U << 27); // no XGETBV: XCR0 means nothing
    EXPECT_EQ(features_of(words), without(everything, "avx,avx2,avx512,avx512ifma,vaes,vpclmulqdq"));
}

TEST(CpuFeatures, are_masked_by_name) {
    EXPECT_EQ(without(everything, ""), everything);
    EXPECT_EQ(without(everything, "all"), CpuFeatures{});
    EXPECT_THAT([] { without(everything, "vaes,sse9"); },
                ThrowsMessage<std::invalid_argument>(HasSubstr("'sse9' is no feature")));
}

TEST(Choose, takes_the_fastest_that_the_cpu_can_run) {
    EXPECT_THAT(kernels_for(everything), ElementsAre(avx512, vaes, aesni, cryptopp));
    EXPECT_THAT(kernels_for(without(everything, "avx512")), ElementsAre(vaes, aesni, cryptopp));
    EXPECT_THAT(kernels_for(without(everything, "vaes")), ElementsAre(aesni, cryptopp));
    EXPECT_THAT(kernels_for(without(everything, "vpclmulqdq")), ElementsAre(aesni, cryptopp));
    EXPECT_THAT(kernels_for(without(everything, "avx2")), ElementsAre(aesni, cryptopp));
    EXPECT_THAT(kernels_for(without(everything, "avx")), ElementsAre(cryptopp));
    EXPECT_THAT(kernels_for(without(everything, "pclmulqdq")), ElementsAre(cryptopp));
    EXPECT_THAT(kernels_for(without(everything, "aes")), ElementsAre(cryptopp));
    for (const char* wanted : {"", "auto"}) {
        EXPECT_EQ(choose(everything, wanted), avx512);
        EXPECT_EQ(choose({}, wanted), cryptopp);
    }
}

TEST(Choose, takes_what_is_asked_for) {
    for (const AesGcmKernel kernel : all_kernels) EXPECT_EQ(choose(everything, name_of(kernel)), kernel);
    EXPECT_EQ(choose({}, "cryptopp"), cryptopp);
}

TEST(Choose, refuses_what_is_unknown_or_cannot_run_and_says_what_there_is) {
    EXPECT_THAT([] { choose(everything, "AVX512"); },
                ThrowsMessage<std::invalid_argument>(
                    "this CPU has no AES-GCM 'AVX512'; it has auto, avx512, vaes, aesni, cryptopp"));
    EXPECT_THAT([] { choose(without(everything, "vaes"), "vaes"); },
                ThrowsMessage<std::invalid_argument>("this CPU has no AES-GCM 'vaes'; it has auto, aesni, cryptopp"));
}

} // namespace
} // namespace vitrine::crypto
