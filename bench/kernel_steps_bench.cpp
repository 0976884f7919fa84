// From AES-GCM block by block to the limit of the ports, a switch at a time: docs/performance.md tells the story.
#include "crypto/aes_gcm.h"
#include "crypto/kernels/avx2.h"
#include "crypto/kernels/avx512.h"
#include "crypto/kernels/sse.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>

namespace vitrine::bench {

namespace {

using namespace crypto::kernels;

// What a step turns on or off. The width of the vectors is a type: Single, Avx2 or Avx512.
struct Switches {
    int in_flight = 1;                  // vectors that are encrypted at once
    bool one_reduction_a_group = false; // else one a vector
    bool woven = false;                 // the hashing of the group before, between the rounds of this one
    bool three_products = false;        // Karatsuba's: instead of four
};

constexpr std::size_t text_size = 1 << 14; // bytes; for all widths a multiple of a group
constexpr int power_count = 64;
constexpr int rounds = 10; // AES-128

struct Table {
    alignas(64) std::uint8_t powers[power_count][16]; // H^64 … H
    alignas(64) std::uint8_t sums[power_count][16];   // of their halves, for Karatsuba's products
    GcmKey key;                                       // for its round keys
};

Table make_table(View key) {
    Table table{};
    set_round_keys(table.key, key.data(), key.size());
    const __m128i h = shifted_by_one(turned(encrypted(table.key, _mm_setzero_si128())));
    __m128i power = h;
    for (int i = power_count - 1; i >= 0; --i, power = multiplied<Sse>(power, h)) {
        store_block(table.powers[i], power);
        store_block(table.sums[i], _mm_xor_si128(power, Sse::halves_exchanged(power)));
    }
    return table;
}

__m128i plus(__m128i x, __m128i y) { return _mm_add_epi32(x, y); }
__m256i plus(__m256i x, __m256i y) { return _mm256_add_epi32(x, y); }
__m512i plus(__m512i x, __m512i y) { return _mm512_add_epi32(x, y); }

// Seals text_size bytes, without additional data, under a nonce of zeros. Gives the tag.
template <class V, Switches s> class Steps {
public:
    Steps(const Table& table, std::uint8_t* text) : table_{table}, text_{text} {
        alignas(64) std::uint32_t numbers[4 * V::blocks] = {};
        for (std::uint32_t i = 0; i < V::blocks; ++i) numbers[4 * i] = 2 + i; // SP 800-38D §7.1: the tag has 1
        numbers_ = V::load(reinterpret_cast<const std::uint8_t*>(numbers));
    }

    [[gnu::always_inline]] Block seal() {
        for (std::size_t done = 0; done < text_size; done += sizeof(Vector) * n) group(done > 0);
        if (s.woven) {
            Products<V> sum;
            for (int v = 0; v < n; ++v) hash(sum, v);
            if (s.one_reduction_a_group) carry(sum);
        }
        const __m128i lengths = as_number({.first = 0, .last = 8 * text_size});
        const __m128i h = load_block(table_.powers[power_count - 1]);
        const __m128i mask = encrypted(table_.key, _mm_set_epi32(1 << 24, 0, 0, 0));
        return as_block(_mm_xor_si128(multiplied<Sse>(_mm_xor_si128(hash_, lengths), h), turned(mask)));
    }

private:
    using Vector = typename V::Vector;
    static constexpr int n = s.in_flight;

    [[gnu::always_inline]] void group(bool hash_before) {
        Vector state[n];
        Products<V> sum;
        const Vector first_key = V::broadcast(load_block(table_.key.round_keys[0]));
#pragma GCC unroll 16
        for (int v = 0; v < n; ++v) state[v] = V::add(first_key, counters());
#pragma GCC unroll 16
        for (int round = 1; round < rounds; ++round) {
            const Vector key = V::broadcast(load_block(table_.key.round_keys[round]));
#pragma GCC unroll 16
            for (int v = 0; v < n; ++v) state[v] = V::aes_round(state[v], key);
            if (s.woven && hash_before) hash_after(sum, round);
        }
        if (s.woven && hash_before && s.one_reduction_a_group) carry(sum);
        const Vector last_key = V::broadcast(load_block(table_.key.round_keys[rounds]));
#pragma GCC unroll 16
        for (int v = 0; v < n; ++v, text_ += sizeof(Vector)) {
            const Vector ciphertext = V::last_aes_round(state[v], V::add(last_key, V::load(text_)));
            V::store(text_, ciphertext);
            waiting_[v] = V::turned(ciphertext);
        }
        if (s.woven) return;
#pragma GCC unroll 16
        for (int v = 0; v < n; ++v) hash(sum, v);
        if (s.one_reduction_a_group) carry(sum);
    }

    [[gnu::always_inline]] void hash_after(Products<V>& sum, int round) {
        constexpr int each_time = (n + 7) / 8; // vectors
        const int v = (round - 1) * each_time;
        if (v < n) hash(sum, v);
        if (each_time == 2 && v + 1 < n) hash(sum, v + 1);
    }

    // Added to as numbers, and turned around for AES. (In our kernel they are a single exclusive or.)
    [[gnu::always_inline]] Vector counters() {
        const Vector now = numbers_;
        numbers_ = plus(numbers_, V::broadcast(_mm_set_epi32(0, 0, 0, V::blocks)));
        return V::turned(now);
    }

    [[gnu::always_inline]] void hash(Products<V>& sum, int v) {
        const int slots_left = s.one_reduction_a_group ? (n - v) * V::blocks : V::blocks;
        const int power = power_count - slots_left;
        const bool begins = !s.one_reduction_a_group || v == 0;
        const Vector x = begins ? V::add(waiting_[v], V::in_slot_0(hash_)) : waiting_[v];
        const Vector h = V::load(table_.powers[power]);
        if (!s.one_reduction_a_group) sum = {};
        const Vector low = V::template product<0x00>(x, h);
        const Vector high = V::template product<0x11>(x, h);
        sum.low = V::add(sum.low, low);
        sum.high = V::add(sum.high, high);
        if (s.three_products) {
            const Vector halves = V::add(x, V::halves_exchanged(x));
            const Vector middle = V::template product<0x00>(halves, V::load(table_.sums[power]));
            sum.middle = V::add(sum.middle, middle);
        } else {
            sum.middle = V::add(sum.middle, V::template product<0x01>(x, h), V::template product<0x10>(x, h));
        }
        if (!s.one_reduction_a_group) carry(sum);
    }

    [[gnu::always_inline]] void carry(Products<V> sum) {
        if (s.three_products) sum.middle = V::add(sum.middle, sum.low, sum.high);
        hash_ = V::all_slots(reduced<V>(sum));
    }

    const Table& table_;
    std::uint8_t* text_;
    Vector numbers_; // of the next blocks
    __m128i hash_ = _mm_setzero_si128();
    Vector waiting_[n];
};

double seconds() { // of this thread's time on a CPU
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

// Cycles a second, right now: additions that depend on each other take one each.
double clock_rate() {
    constexpr int turns = 20'000;
    std::uint64_t sum = 1;
    const double begin = seconds();
    for (int i = 0; i < turns; ++i)
        __asm__ volatile("add %0, %0; add %0, %0; add %0, %0; add %0, %0; add %0, %0; "
                         "add %0, %0; add %0, %0; add %0, %0; add %0, %0; add %0, %0"
                         : "+r"(sum));
    return 10 * turns / (seconds() - begin);
}

struct Speed {
    double bytes_per_second, bytes_per_cycle;
};

// The medians of many short runs, each beside a look at the clock.
template <class Seal> Speed measure(std::size_t size, Seal seal) {
    constexpr int runs = 301;
    const int messages = static_cast<int>(1 + (1 << 17) / (size + 512));
    std::array<double, runs> per_second{};
    std::array<double, runs> per_cycle{};
    for (std::size_t run = 0; run < runs; ++run) {
        const double rate = clock_rate();
        const double begin = seconds();
        for (int i = 0; i < messages; ++i) seal();
        per_second[run] = static_cast<double>(size) * messages / (seconds() - begin);
        per_cycle[run] = per_second[run] / rate;
    }
    std::ranges::nth_element(per_second, per_second.begin() + runs / 2);
    std::ranges::nth_element(per_cycle, per_cycle.begin() + runs / 2);
    return {per_second[runs / 2], per_cycle[runs / 2]};
}

class Report {
public:
    Report() { fmt::print("{:<66}{:>6} {:>8} {:>7}\n", "", "GB/s", "B/cycle", "before"); }

    // Against Crypto++ first: a step that computes something else shows nothing.
    template <class V, Switches s> void step(std::string_view name) {
        Bytes text(text_size, 3);
        Bytes expected = text;
        std::array<std::uint8_t, 16> tag{};
        const Bytes key(16, 1);
        crypto::AesGcm{key, crypto::AesGcmKernel::cryptopp}.seal({.fixed = 0, .invocation = 0}, {}, expected, tag);
        const Table table = make_table(key);
        const Block found = Steps<V, s>{table, text.data()}.seal();
        std::array<std::uint8_t, 16> found_tag{};
        store_block(found_tag.data(), turned(as_number(found)));
        if (text != expected || found_tag != tag) {
            fmt::print("{:<66} is wrong\n", name);
            return;
        }
        line(name, measure(text_size, [&] {
                 const Block tag_made = Steps<V, s>{table, text.data()}.seal();
                 __asm__ volatile("" : : "r"(tag_made.first), "r"(tag_made.last)); // so it is worked out
             }));
    }

    void kernel(std::string_view name, crypto::AesGcmKernel kernel, std::size_t size = text_size) {
        Bytes text(size);
        std::array<std::uint8_t, 16> tag{};
        crypto::AesGcm gcm{Bytes(16, 1), kernel};
        std::uint64_t number = 0;
        line(name, measure(size, [&] {
                 ++number;
                 gcm.seal({.fixed = 0, .invocation = number}, {.first = number, .last = 0, .size = 13}, text, tag);
             }));
    }

    // Nonce and additional data written byte by byte, and read as a whole.
    void kernel_by_bytes(std::string_view name, std::size_t size) {
        Bytes text(size);
        std::array<std::uint8_t, 16> tag{};
        crypto::AesGcm gcm{Bytes(16, 1), crypto::AesGcmKernel::avx512};
        std::uint64_t number = 0;
        line(name, measure(size, [&] {
                 ++number;
                 std::array<std::uint8_t, 12> nonce{};
                 std::array<std::uint8_t, 13> aad{};
                 for (std::size_t i = 0; i < 8; ++i) {
                     nonce[4 + i] = aad[i] = static_cast<std::uint8_t>(number >> (56 - 8 * i));
                     __asm__ volatile("" : : : "memory"); // a store for each byte
                 }
                 gcm.seal(nonce, aad, text, tag);
             }));
    }

private:
    void line(std::string_view name, Speed speed) {
        fmt::print("{:<66}{:>6.2f} {:>8.2f}", name, speed.bytes_per_second / 1e9, speed.bytes_per_cycle);
        if (before_ > 0) fmt::print(" {:>6.2f}x", speed.bytes_per_cycle / before_);
        fmt::print("\n");
        before_ = speed.bytes_per_cycle;
    }

    double before_ = 0; // bytes a cycle
};

void report_steps() {
    Report report;
    report.kernel("Crypto++", crypto::AesGcmKernel::cryptopp);
    report.step<Single, Switches{}>("one block at a time, reduced at once");
    report.step<Single, Switches{.in_flight = 8}>("eight blocks in flight");
    report.step<Single, Switches{.in_flight = 8, .one_reduction_a_group = true}>("one reduction for the eight");
    report.step<Avx2, Switches{.in_flight = 8, .one_reduction_a_group = true}>("vectors of two blocks");
    report.step<Avx512, Switches{.in_flight = 8, .one_reduction_a_group = true}>("vectors of four blocks");
    report.step<Avx512, Switches{.in_flight = 8, .one_reduction_a_group = true, .woven = true}>(
        "GHASH of the group before, between the rounds of this one");
    report.kernel("the kernel: numbered slots, counters by one xor", crypto::AesGcmKernel::avx512);
}

void report_alternatives() {
    fmt::print("\nVectors of four blocks, one switch the other way:\n");
    Report report;
    report.step<Avx512, Switches{.in_flight = 8, .one_reduction_a_group = true, .woven = true}>("as above");
    report.step<Avx512, Switches{.in_flight = 1, .one_reduction_a_group = true, .woven = true}>("one vector in flight");
    report.step<Avx512, Switches{.in_flight = 2, .one_reduction_a_group = true, .woven = true}>("two vectors");
    report.step<Avx512, Switches{.in_flight = 4, .one_reduction_a_group = true, .woven = true}>("four vectors");
    report.step<Avx512, Switches{.in_flight = 8, .one_reduction_a_group = true, .woven = true}>("eight vectors");
    report.step<Avx512, Switches{.in_flight = 16, .one_reduction_a_group = true, .woven = true}>(
        "sixteen: they do not fit the registers");
    report.step<Avx512, Switches{.in_flight = 8, .one_reduction_a_group = true}>("eight, GHASH behind AES");
    report.step<Avx512, Switches{.in_flight = 8, .woven = true}>("eight, woven, a reduction for each vector");
    report.step<Avx512, Switches{.in_flight = 8, .one_reduction_a_group = true, .woven = true, .three_products = true}>(
        "eight, Karatsuba's three products instead of four");
}

void report_short_messages() {
    fmt::print("\nThe kernel, 64 bytes:\n");
    Report report;
    report.kernel_by_bytes("nonce and additional data as bytes", 64);
    report.kernel("as numbers", crypto::AesGcmKernel::avx512, 64);
}

// Cycles that the instructions for 64 bytes take if nothing holds them up: ten rounds of AES, and products for GHASH.
template <int products> double cycles_of_ports() {
    constexpr int turns = 20'000;
    std::array<double, 101> cycles{};
    for (double& each : cycles) {
        const double rate = clock_rate();
        const double begin = seconds();
        for (int i = 0; i < turns; ++i) {
            // Ten registers, so that no round waits for the one before it.
            __asm__ volatile("vaesenc %%zmm15, %%zmm0, %%zmm0; vaesenc %%zmm15, %%zmm1, %%zmm1;"
                             "vaesenc %%zmm15, %%zmm2, %%zmm2; vaesenc %%zmm15, %%zmm3, %%zmm3;"
                             "vaesenc %%zmm15, %%zmm4, %%zmm4; vaesenc %%zmm15, %%zmm5, %%zmm5;"
                             "vaesenc %%zmm15, %%zmm6, %%zmm6; vaesenc %%zmm15, %%zmm7, %%zmm7;"
                             "vaesenc %%zmm15, %%zmm8, %%zmm8; vaesenc %%zmm15, %%zmm9, %%zmm9"
                             :
                             :
                             : "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9");
            if (products >= 3)
                __asm__ volatile("vpclmulqdq $0, %%zmm15, %%zmm14, %%zmm10; vpclmulqdq $0, %%zmm15, %%zmm14, %%zmm11;"
                                 "vpclmulqdq $0, %%zmm15, %%zmm14, %%zmm12"
                                 :
                                 :
                                 : "xmm10", "xmm11", "xmm12");
            if (products == 4) __asm__ volatile("vpclmulqdq $0, %%zmm15, %%zmm14, %%zmm13" : : : "xmm13");
        }
        each = (seconds() - begin) * rate / turns;
    }
    std::ranges::nth_element(cycles, cycles.begin() + 50);
    return cycles[50];
}

void report_ports() {
    fmt::print("\nThe ports, 64 bytes:\n{:<66}{:>6} {:>8}\n", "", "cycles", "B/cycle");
    const auto line = [](std::string_view what, double cycles) {
        fmt::print("{:<66}{:>6.2f} {:>8.2f}\n", what, cycles, 64 / cycles);
    };
    line("ten rounds of AES", cycles_of_ports<0>());
    line("and the three products of Karatsuba", cycles_of_ports<3>());
    line("and the four of the school", cycles_of_ports<4>());
}

} // namespace
} // namespace vitrine::bench

int main() {
    using namespace vitrine;
    if (!crypto::can_run(crypto::this_cpu(), crypto::AesGcmKernel::avx512)) {
        fmt::print("the steps lead to AVX-512, which this CPU does not have\n");
        return 0;
    }
    fmt::print("AES-128-GCM, sealing messages of 16 KiB\n");
    bench::report_steps();
    bench::report_alternatives();
    bench::report_short_messages();
    bench::report_ports();
}
