// AES-GCM on single blocks: AES-NI, PCLMULQDQ and AVX, for shorter code; Intel since Sandy Bridge, AMD since Bulldozer.
#include "gcm.h"
#include "partial.h"

namespace vitrine::crypto::kernels {
namespace {

struct Single : Sse {
    static Vector load_part(const std::uint8_t* bytes, int begin, int end) {
        return load_by_buffer<Single>(bytes, begin, end);
    }
    static void store_part(std::uint8_t* bytes, Vector x, int begin, int end) {
        store_by_buffer<Single>(bytes, x, begin, end);
    }
    static Vector part(Vector x, int begin, int end) { return part_by_ones<Single>(x, begin, end); }
    static Vector both(Vector x, Vector y) { return _mm_and_si128(x, y); }
};

} // namespace

constexpr Kernel aesni = kernel_of<Single>;

} // namespace vitrine::crypto::kernels
