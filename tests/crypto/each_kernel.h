// Runs a test through each AES-GCM kernel; on a CPU that lacks its instructions it is skipped, and says so.
#pragma once

#include "crypto/aes_gcm.h"

#include <gtest/gtest.h>

namespace vitrine::crypto::test {

class EachKernel : public testing::TestWithParam<AesGcmKernel> {
protected:
    void SetUp() override {
        if (!can_run(this_cpu(), GetParam()))
            GTEST_SKIP() << "this CPU (or VITRINE_CPU_MASK) has no " << description_of(GetParam());
    }

    AesGcm keyed(View key) const { return AesGcm{key, GetParam()}; }
};

inline std::string kernel_name(const testing::TestParamInfo<AesGcmKernel>& info) {
    return std::string{name_of(info.param)};
}

} // namespace vitrine::crypto::test
