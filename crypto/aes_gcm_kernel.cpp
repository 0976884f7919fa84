// Which code does AES-GCM: the fastest that this CPU can run, or the one that was asked for.
#include "crypto/aes_gcm_kernel.h"

#include "cryptopp/gcm_keys.h"

#include <array>
#include <cstdlib>
#include <stdexcept>

namespace vitrine::crypto {

namespace {

struct Row {
    AesGcmKernel kernel;
    std::string_view name, description;
    CpuFeatures needed;
};

constexpr CpuFeatures for_aesni{.aes = true, .pclmulqdq = true, .avx = true};
constexpr CpuFeatures for_vaes{
    .aes = true, .pclmulqdq = true, .avx = true, .avx2 = true, .vaes = true, .vpclmulqdq = true};
constexpr CpuFeatures for_avx512{
    .aes = true, .pclmulqdq = true, .avx = true, .avx2 = true, .avx512 = true, .vaes = true, .vpclmulqdq = true};

// clang-format off
constexpr std::array rows{
    //  kernel                  name        made of                      needed
    Row{AesGcmKernel::avx512,   "avx512",   "VAES, VPCLMULQDQ, AVX-512", for_avx512},
    Row{AesGcmKernel::vaes,     "vaes",     "VAES, VPCLMULQDQ, AVX2",    for_vaes},
    Row{AesGcmKernel::aesni,    "aesni",    "AES-NI, PCLMULQDQ, AVX",    for_aesni},
    Row{AesGcmKernel::cryptopp, "cryptopp", "",                          {}},
};
// clang-format on

const Row& row_of(AesGcmKernel kernel) { return rows.at(static_cast<std::size_t>(kernel)); }

} // namespace

std::string_view name_of(AesGcmKernel kernel) { return row_of(kernel).name; }

std::string description_of(AesGcmKernel kernel) {
    return kernel == AesGcmKernel::cryptopp ? cryptopp_description() : std::string{row_of(kernel).description};
}

bool can_run(const CpuFeatures& features, AesGcmKernel kernel) {
    const CpuFeatures& needed = row_of(kernel).needed;
    const auto suffices = [&](bool CpuFeatures::*feature) { return features.*feature || !(needed.*feature); };
    return suffices(&CpuFeatures::aes) && suffices(&CpuFeatures::pclmulqdq) && suffices(&CpuFeatures::avx) &&
           suffices(&CpuFeatures::avx2) && suffices(&CpuFeatures::avx512) && suffices(&CpuFeatures::vaes) &&
           suffices(&CpuFeatures::vpclmulqdq);
}

std::vector<AesGcmKernel> kernels_for(const CpuFeatures& features) {
    std::vector<AesGcmKernel> kernels;
    for (const Row& row : rows)
        if (can_run(features, row.kernel)) kernels.push_back(row.kernel);
    return kernels;
}

AesGcmKernel choose(const CpuFeatures& features, std::string_view wanted) {
    const std::vector<AesGcmKernel> kernels = kernels_for(features);
    if (wanted.empty() || wanted == "auto") return kernels.front();
    for (const AesGcmKernel kernel : kernels)
        if (name_of(kernel) == wanted) return kernel;
    std::string message = "this CPU has no AES-GCM '" + std::string{wanted} + "'; it has auto";
    for (const AesGcmKernel kernel : kernels) message += ", " + std::string{name_of(kernel)};
    throw std::invalid_argument{message};
}

AesGcmKernel default_kernel() {
    static const AesGcmKernel kernel = [] {
        const char* const wanted = std::getenv("VITRINE_AEAD");
        return choose(this_cpu(), wanted == nullptr ? "" : wanted);
    }();
    return kernel;
}

} // namespace vitrine::crypto
