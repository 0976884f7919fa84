// AES-128-GCM and AES-256-GCM (NIST SP 800-38D): hands each message to the kernel, or to Crypto++.
#include "crypto/aes_gcm.h"

#include "crypto/equal.h"
#include "crypto/secret.h"
#include "cryptopp/gcm_keys.h"
#include "kernels/kernel.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <stdexcept>

namespace vitrine::crypto {

namespace {

using kernels::Block;

constexpr std::uint64_t max_text = (std::uint64_t{1} << 36) - 32; // bytes; SP 800-38D §5.2.1.1

// From the order of the CPU to big-endian, and back.
std::uint64_t big_endian(std::uint64_t number) {
    return std::endian::native == std::endian::big ? number : __builtin_bswap64(number);
}

// Up to sixteen bytes, zeros behind them.
Block block_of(View bytes) {
    std::array<std::uint64_t, 2> words{};
    if (!bytes.empty()) std::memcpy(words.data(), bytes.data(), bytes.size());
    return {.first = big_endian(words[0]), .last = big_endian(words[1])};
}

// Its first bytes.
void write(Block block, MutableView out) {
    const std::array words{big_endian(block.first), big_endian(block.last)};
    std::memcpy(out.data(), words.data(), out.size());
}

Block block_of(AesGcm::Nonce nonce) { // the counter behind it is 0
    return {.first = std::uint64_t{nonce.fixed} << 32 | nonce.invocation >> 32, .last = nonce.invocation << 32};
}

// What a forged message was decrypted to is seen by nobody.
bool kept_if(bool genuine, MutableView text) {
    if (!genuine) wipe(text);
    return genuine;
}

// Nothing for Crypto++.
const kernels::Kernel* find(AesGcmKernel kernel) {
#if defined(__x86_64__)
    switch (kernel) {
    case AesGcmKernel::avx512: return &kernels::avx512;
    case AesGcmKernel::vaes: return &kernels::vaes;
    case AesGcmKernel::aesni: return &kernels::aesni;
    case AesGcmKernel::cryptopp: break;
    }
#endif
    return nullptr;
}

} // namespace

// A key as one of our kernels wants it, with that kernel.
class AesGcm::KernelKey {
public:
    KernelKey(View key, const kernels::Kernel& kernel) : kernel_{kernel} {
        kernel_.set_key(expanded_, key.data(), key.size());
    }
    KernelKey(const KernelKey&) = delete;
    KernelKey& operator=(const KernelKey&) = delete;
    ~KernelKey() { wipe({reinterpret_cast<std::uint8_t*>(&expanded_), sizeof expanded_}); }

    Block fold(View aad) const {
        return aad.size() <= sizeof(Block) ? block_of(aad) : kernel_.fold_aad(expanded_, aad.data(), aad.size());
    }

    void seal(Block nonce, Block aad, std::size_t aad_size, MutableView text, std::span<std::uint8_t, 16> tag) const {
        std::uint8_t none = 0;
        write(kernel_.seal(expanded_, nonce, aad, {place_of(text, none), text.size(), aad_size}), tag);
    }

    // False leaves in `text` what it was decrypted to.
    bool open(Block nonce, Block aad, std::size_t aad_size, MutableView text, View tag) const {
        const Block wanted = block_of(tag);
        std::uint8_t none = 0;
        const Block found = kernel_.open(expanded_, nonce, aad, {place_of(text, none), text.size(), aad_size});
        return ((wanted.first ^ found.first) | (wanted.last ^ found.last)) == 0; // all of it, wherever it differs
    }

private:
    // A kernel reckons with the place of its text even if there is none; of a null pointer, nobody may.
    static std::uint8_t* place_of(MutableView text, std::uint8_t& none) { return text.empty() ? &none : text.data(); }

    const kernels::Kernel& kernel_;
    kernels::GcmKey expanded_{};
};

AesGcm::AesGcm(View key, AesGcmKernel kernel) {
    static_assert(sizeof(KernelKey) <= 900); // a connection has two
    if (key.size() != 16 && key.size() != 32)
        throw std::logic_error("an AES-GCM key has 16 or 32 bytes, not " + std::to_string(key.size()));
    static const CpuFeatures features = this_cpu();
    if (!can_run(features, kernel))
        throw std::logic_error("this CPU cannot run the AES-GCM kernel " + std::string{name_of(kernel)});
    if (const kernels::Kernel* const ours = find(kernel))
        kernel_key_ = std::make_unique<KernelKey>(key, *ours);
    else
        cryptopp_keys_ = std::make_unique<CryptoppKeys>(key);
}
AesGcm::AesGcm(AesGcm&&) noexcept = default;
AesGcm& AesGcm::operator=(AesGcm&&) noexcept = default;
AesGcm::~AesGcm() = default;

void AesGcm::seal(Nonce nonce, const ShortAad& aad, MutableView text, std::span<std::uint8_t, tag_size> tag) {
    const Block aad_block{.first = aad.first, .last = aad.last};
    if (text.size() > max_text) throw std::logic_error("more text than AES-GCM has counters for");
    if (kernel_key_) return kernel_key_->seal(block_of(nonce), aad_block, aad.size, text, tag);
    std::array<std::uint8_t, nonce_size> nonce_bytes{};
    std::array<std::uint8_t, sizeof(Block)> aad_bytes{};
    write(block_of(nonce), nonce_bytes);
    write(aad_block, aad_bytes);
    cryptopp_keys_->seal(nonce_bytes, View{aad_bytes}.first(aad.size), text, tag);
}

void AesGcm::seal(std::span<const std::uint8_t, nonce_size> nonce, View aad, MutableView text,
                  std::span<std::uint8_t, tag_size> tag) {
    if (text.size() > max_text) throw std::logic_error("more text than AES-GCM has counters for");
    if (kernel_key_) return kernel_key_->seal(block_of(nonce), kernel_key_->fold(aad), aad.size(), text, tag);
    cryptopp_keys_->seal(nonce, aad, text, tag);
}

bool AesGcm::open(Nonce nonce, const ShortAad& aad, MutableView text, std::span<const std::uint8_t, tag_size> tag) {
    const Block aad_block{.first = aad.first, .last = aad.last};
    if (kernel_key_) return kept_if(kernel_key_->open(block_of(nonce), aad_block, aad.size, text, tag), text);
    std::array<std::uint8_t, nonce_size> nonce_bytes{};
    std::array<std::uint8_t, sizeof(Block)> aad_bytes{};
    write(block_of(nonce), nonce_bytes);
    write(aad_block, aad_bytes);
    return kept_if(cryptopp_keys_->open(nonce_bytes, View{aad_bytes}.first(aad.size), text, tag), text);
}

bool AesGcm::open(std::span<const std::uint8_t, nonce_size> nonce, View aad, MutableView text,
                  std::span<const std::uint8_t, tag_size> tag) {
    if (kernel_key_)
        return kept_if(kernel_key_->open(block_of(nonce), kernel_key_->fold(aad), aad.size(), text, tag), text);
    return kept_if(cryptopp_keys_->open(nonce, aad, text, tag), text);
}

std::string aes_gcm_implementation() {
    const AesGcmKernel kernel = default_kernel();
    return std::string{name_of(kernel)} + ": " + description_of(kernel);
}

} // namespace vitrine::crypto
