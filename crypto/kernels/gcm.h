// AES-GCM (NIST SP 800-38D) over vectors of 1, 2 or 4 blocks, written once for all widths of register.
//
// Blocks stand in slots, in the order in which they are hashed:   0 nothing | 1 additional data | 2 text | 3 text | …
// A slot's number is also the counter that is encrypted for it: 1 gives the mask of the tag, 2 that of the first text.
// So the tag's mask and the additional data ride along in a vector that is needed anyway.
//
// Eight vectors are in flight at once: an AES round takes four cycles, and more begin in each of them. Fewer vectors
// would wait for one another, more do not fit the registers. Between the rounds stands the hashing of ciphertext that
// is there already: when opening, that of the same group; when sealing, that of the group before. The products by the
// powers of H are added up unreduced, and reduced once a group.
#pragma once

#include "block.h"

namespace vitrine::crypto::kernels {
namespace { // each kernel has a copy of its own, compiled for its own instructions

constexpr int in_flight = 8;

// The counters of the slots of the first group. Those of a later one have the same lowest bits.
struct SlotNumbers {
    alignas(64) std::uint8_t bytes[in_flight * 4][16];
};
constexpr SlotNumbers numbered() {
    SlotNumbers numbers{};
    for (int slot = 0; slot < in_flight * 4; ++slot) numbers.bytes[slot][15] = static_cast<std::uint8_t>(slot);
    return numbers;
}
constexpr SlotNumbers slot_numbers = numbered();

enum class Direction : std::uint8_t { seal, open };
enum class Place : std::uint8_t { first, later }; // of a group in its message

// One message under way. V is a vector of V::blocks blocks, with what can be done to it.
template <class V> class Gcm {
public:
    [[gnu::always_inline]] Gcm(const GcmKey& key, Block nonce, Block aad, const Message& message)
        : key_{key}, at_{message.text - text_begins}, left_{message.size + text_begins},
          nonce_{V::broadcast(_mm_xor_si128(turned(as_number(nonce)), load_block(key.round_keys[0])))},
          carry_{as_number(aad)}, lengths_{as_number({.first = message.aad_size * 8, .last = message.size * 8})} {}

    // Gives the tag of the ciphertext.
    template <Direction direction> [[gnu::always_inline]] Block run() {
        if (left_ <= group_bytes) return last_group<direction, Place::first>();
        whole_group<direction, Place::first>();
        while (left_ > group_bytes) whole_group<direction, Place::later>();
        return last_group<direction, Place::later>();
    }

private:
    using Vector = typename V::Vector;
    static constexpr int vector_bytes = V::blocks * 16;
    static constexpr int group_slots = in_flight * V::blocks;
    static constexpr std::size_t group_bytes = std::size_t{in_flight} * vector_bytes;
    static constexpr int text_begins = 32; // bytes: in slot 2

    static constexpr std::ptrdiff_t offset(int vector) { return std::ptrdiff_t{vector} * vector_bytes; }

    // Where text begins in a vector of the group.
    template <Place place> static constexpr int begin(int vector) {
        const int before = place == Place::first ? text_begins - vector * vector_bytes : 0;
        return before < 0 ? 0 : before > vector_bytes ? vector_bytes : before;
    }

    template <int vectors> [[gnu::always_inline]] void set_counters(Vector* state) {
        const std::uint32_t big_endian = __builtin_bswap32(number_);
        const Vector first = V::add(nonce_, V::broadcast(_mm_set_epi32(static_cast<int>(big_endian), 0, 0, 0)));
#pragma GCC unroll 8
        for (int v = 0; v < vectors; ++v) state[v] = V::add(first, V::load(slot_numbers.bytes[v * V::blocks]));
        number_ += group_slots;
    }

    // All but the last, with `between(0)` … `between(3)` in the first eight of them.
    template <int vectors, class Between> [[gnu::always_inline]] void do_rounds(Vector* state, Between between) const {
#pragma GCC unroll 8
        for (int round = 1; round <= 8; ++round) {
            const Vector round_key = V::broadcast(load_block(key_.round_keys[round]));
#pragma GCC unroll 8
            for (int v = 0; v < vectors; ++v) state[v] = V::aes_round(state[v], round_key);
            if (round % 2 == 0) between(round / 2 - 1);
        }
        for (int round = 9; round < key_.rounds; ++round) {
            const Vector round_key = V::broadcast(load_block(key_.round_keys[round]));
#pragma GCC unroll 8
            for (int v = 0; v < vectors; ++v) state[v] = V::aes_round(state[v], round_key);
        }
    }

    // Adds vectors 2 · `pair` and the next one, of a group of `vectors`, times the powers that begin at `power`.
    template <int vectors>
    [[gnu::always_inline]] static void hash_pair(Products<V>& sum, const Vector* hashed, int pair,
                                                 const std::uint8_t* power) {
        const int v = 2 * pair;
        if (v >= vectors) return;
        const Vector x = hashed[v];
        const Vector h = V::load(power + offset(v));
        sum.middle = V::add(sum.middle, V::template product<0x01>(x, h), V::template product<0x10>(x, h));
        if (v + 1 == vectors) {
            sum.low = V::add(sum.low, V::template product<0x00>(x, h));
            sum.high = V::add(sum.high, V::template product<0x11>(x, h));
            return;
        }
        const Vector y = hashed[v + 1];
        const Vector i = V::load(power + offset(v + 1));
        sum.low = V::add(sum.low, V::template product<0x00>(x, h), V::template product<0x00>(y, i));
        sum.middle = V::add(sum.middle, V::template product<0x01>(y, i), V::template product<0x10>(y, i));
        sum.high = V::add(sum.high, V::template product<0x11>(x, h), V::template product<0x11>(y, i));
    }

    // The powers of H for so many slots, the last of which is to be multiplied by H.
    const std::uint8_t* powers_for(std::size_t slots) const { return key_.powers[GcmKey::power_count - slots]; }

    // Ciphertext as it is hashed: with the additional data beside it, or the hash of all that came before.
    template <Place place> [[gnu::always_inline]] Vector to_be_hashed(Vector ciphertext, int v) const {
        const Vector number = V::turned(ciphertext);
        if (place == Place::first && v == 1 / V::blocks) return V::add(number, V::in_slot_1(carry_));
        if (place == Place::later && v == 0) return V::add(number, V::in_slot_0(carry_));
        return number;
    }

    [[gnu::always_inline]] void carry(const Products<V>& sum) { carry_ = V::all_slots(reduced<V>(sum)); }

    // The last round, with the text. Gives the ciphertext.
    template <Direction direction, Place place>
    [[gnu::always_inline]] Vector crypt(Vector state, Vector last_key, Vector text, int v, int end) {
        const Vector result = V::last_aes_round(state, V::add(last_key, text));
        if (place == Place::first && v == 1 / V::blocks) tag_mask_ = V::slot_1(result);
        V::store_part(at_ + offset(v), result, begin<place>(v), end);
        return V::part(result, begin<place>(v), end);
    }

    template <Place place> [[gnu::always_inline]] Vector load(int v, int end) const {
        return V::load_part(at_ + offset(v), begin<place>(v), end);
    }

    template <Direction direction, Place place> [[gnu::always_inline]] void whole_group() {
        Vector state[in_flight];
        Vector hashed[in_flight];
        Products<V> sum;
        set_counters<in_flight>(state);
        if constexpr (direction == Direction::open) {
#pragma GCC unroll 8
            for (int v = 0; v < in_flight; ++v) hashed[v] = to_be_hashed<place>(load<place>(v, vector_bytes), v);
            do_rounds<in_flight>(
                state, [&](int pair) __attribute__((always_inline)) {
                    hash_pair<in_flight>(sum, hashed, pair, powers_for(group_slots));
                });
        } else {
            do_rounds<in_flight>(
                state, [&](int pair) __attribute__((always_inline)) {
                    if (place == Place::later) hash_pair<in_flight>(sum, waiting_, pair, powers_for(group_slots));
                });
        }
        if (direction == Direction::open || place == Place::later) carry(sum);
        const Vector last_key = V::broadcast(load_block(key_.round_keys[key_.rounds]));
#pragma GCC unroll 8
        for (int v = 0; v < in_flight; ++v) {
            const Vector ciphertext =
                crypt<direction, place>(state[v], last_key, load<place>(v, vector_bytes), v, vector_bytes);
            if (direction == Direction::seal) waiting_[v] = to_be_hashed<place>(ciphertext, v);
        }
        at_ += group_bytes;
        left_ -= group_bytes;
    }

    template <Direction direction, Place place> [[gnu::always_inline]] Block last_group() {
        switch ((left_ + vector_bytes - 1) / vector_bytes) {
        case 1: return last_vectors<direction, place, 1>();
        case 2: return last_vectors<direction, place, 2>();
        case 3: return last_vectors<direction, place, 3>();
        case 4: return last_vectors<direction, place, 4>();
        case 5: return last_vectors<direction, place, 5>();
        case 6: return last_vectors<direction, place, 6>();
        case 7: return last_vectors<direction, place, 7>();
        default: return last_vectors<direction, place, 8>();
        }
    }

    template <Direction direction, Place place, int vectors> [[gnu::always_inline]] Block last_vectors() {
        const int end = static_cast<int>(left_) - (vectors - 1) * vector_bytes; // of the text in the last vector
        const std::uint8_t* const powers = powers_for((left_ + 15) / 16 + 1);   // the lengths stand behind it
        Vector state[vectors];
        Vector hashed[vectors];
        Products<V> sum;
        set_counters<vectors>(state);
        if constexpr (direction == Direction::open) {
#pragma GCC unroll 8
            for (int v = 0; v < vectors; ++v)
                hashed[v] = to_be_hashed<place>(load<place>(v, v + 1 < vectors ? vector_bytes : end), v);
            do_rounds<vectors>(
                state, [&](int pair) __attribute__((always_inline)) { hash_pair<vectors>(sum, hashed, pair, powers); });
        } else {
            Products<V> before;
            do_rounds<vectors>(
                state, [&](int pair) __attribute__((always_inline)) {
                    if (place == Place::later) hash_pair<in_flight>(before, waiting_, pair, powers_for(group_slots));
                });
            if (place == Place::later) carry(before);
        }
        const Vector last_key = V::broadcast(load_block(key_.round_keys[key_.rounds]));
#pragma GCC unroll 8
        for (int v = 0; v < vectors; ++v) {
            const int to = v + 1 < vectors ? vector_bytes : end;
            const Vector ciphertext = crypt<direction, place>(state[v], last_key, load<place>(v, to), v, to);
            if (direction == Direction::seal) hashed[v] = to_be_hashed<place>(ciphertext, v);
        }
        if constexpr (direction == Direction::seal) {
#pragma GCC unroll 4
            for (int pair = 0; pair < 4; ++pair) hash_pair<vectors>(sum, hashed, pair, powers);
        }
        return tag(sum);
    }

    [[gnu::always_inline]] Block tag(Products<V>& sum) {
        const Vector lengths = V::in_slot_0(lengths_);
        hash_pair<1>(sum, &lengths, 0, key_.powers[GcmKey::power_count - 1]);
        carry(sum);
        return as_block(_mm_xor_si128(carry_, turned(tag_mask_)));
    }

    const GcmKey& key_;
    std::uint8_t* at_;         // where slot 0 of the group would lie
    std::size_t left_;         // bytes from there to the end of the text
    Vector nonce_;             // with counter 0 behind it, and the first round key added
    std::uint32_t number_ = 0; // of the group's slot 0
    __m128i carry_;            // what is to be hashed with the next block
    __m128i lengths_;          // what is hashed at last, in bits
    __m128i tag_mask_{};
    Vector waiting_[in_flight]; // to be hashed: the group that was sealed last
};

template <class V> void set_key(GcmKey& expanded, const std::uint8_t* key, std::size_t key_size) {
    set_round_keys(expanded, key, key_size);
    const __m128i h = shifted_by_one(turned(encrypted(expanded, _mm_setzero_si128())));
    std::uint8_t* first = expanded.powers[GcmKey::power_count - 1]; // of those that are there already
    store_block(first, h);
    for (int i = 1; i < V::blocks; ++i, first -= 16) store_block(first - 16, multiplied<Sse>(load_block(first), h));
    const auto step = V::broadcast(load_block(first)); // from one vector of powers to the next
    for (int v = 0; v < in_flight; ++v, first -= V::blocks * 16)
        V::store(first - V::blocks * 16, multiplied<V>(V::load(first), step));
}

inline Block fold_aad(const GcmKey& key, const std::uint8_t* aad, std::size_t size) {
    const __m128i h = load_block(key.powers[GcmKey::power_count - 1]);
    __m128i hash = _mm_setzero_si128();
    for (; size > 16; size -= 16, aad += 16) hash = multiplied<Sse>(_mm_xor_si128(hash, turned(load_block(aad))), h);
    std::uint8_t last[16] = {};
    for (std::size_t i = 0; i < size; ++i) last[i] = aad[i];
    return as_block(_mm_xor_si128(hash, turned(load_block(last))));
}

template <class V> Block seal(const GcmKey& key, Block nonce, Block aad, const Message& message) {
    return Gcm<V>{key, nonce, aad, message}.template run<Direction::seal>();
}

template <class V> Block open(const GcmKey& key, Block nonce, Block aad, const Message& message) {
    return Gcm<V>{key, nonce, aad, message}.template run<Direction::open>();
}

template <class V> constexpr Kernel kernel_of{set_key<V>, fold_aad, seal<V>, open<V>};

} // namespace
} // namespace vitrine::crypto::kernels
