// What a hand-written AES-GCM kernel offers (NIST SP 800-38D): plain pointers, so that a file compiled for instructions
// that another CPU lacks holds no inline function which the linker might give to the rest of the program.
#pragma once

#include <cstddef>
#include <cstdint>

namespace vitrine::crypto::kernels {

// A key as its kernel wants it, in one piece of memory of 832 bytes.
struct GcmKey {
    static constexpr int power_count = 36; // 32 blocks of a group, the length block, and up to whole vectors of four

    // H^36 … H^1, so that the powers for n blocks are the last n; what is loaded past the end is multiplied by zero.
    alignas(16) std::uint8_t powers[power_count][16];
    alignas(16) std::uint8_t round_keys[15][16]; // FIPS 197 §5.2
    int rounds;                                  // 10 or 14
};

// Sixteen bytes as two big-endian numbers: they travel in registers. Bytes that were stored one by one and are loaded
// again as a whole make the CPU wait until the stores are done.
struct Block {
    std::uint64_t first, last;
};

struct Message {
    std::uint8_t* text; // `size` bytes, worked on where they lie
    std::size_t size;
    std::size_t aad_size; // bytes of all the additional data
};

struct Kernel {
    // `key` is `key_size` bytes, 16 or 32.
    void (*set_key)(GcmKey& expanded, const std::uint8_t* key, std::size_t key_size);
    // Additional data of any size as one block for those below: hashed, but for its last block.
    Block (*fold_aad)(const GcmKey& key, const std::uint8_t* aad, std::size_t size);
    // `nonce` is 12 bytes, then zeros. `aad` is up to 16 bytes, then zeros, or what fold_aad made of more.
    // Both answer the tag of what is ciphertext.
    Block (*seal)(const GcmKey& key, Block nonce, Block aad, const Message& message);
    Block (*open)(const GcmKey& key, Block nonce, Block aad, const Message& message);
};

// Each needs the instructions that its file names; there are none but for x86-64.
extern const Kernel avx512;
extern const Kernel vaes;
extern const Kernel aesni;

} // namespace vitrine::crypto::kernels
