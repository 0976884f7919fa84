// Each AES-GCM kernel against Crypto++: the same bytes at every length and place, and not a byte beside them.
#include "each_kernel.h"

#include <algorithm>
#include <random>
#include <sys/mman.h>
#include <unistd.h>

namespace vitrine::crypto {
namespace {

using Nonce = std::array<std::uint8_t, AesGcm::nonce_size>;
using Tag = std::array<std::uint8_t, AesGcm::tag_size>;

// Where and how large a message is.
struct Shape {
    std::size_t size, aad_size;
    std::size_t offset = 0; // of the text from a multiple of 64
};

class Kernel : public test::EachKernel {
protected:
    Bytes random_bytes(std::size_t size) {
        Bytes bytes(size);
        for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random_());
        return bytes;
    }

    // Sealed by both, opened by the kernel, and refused by it once a bit is wrong; and all of it where it lies, between
    // bytes that stay as they are.
    void agree_with_cryptopp(const Shape& shape) {
        SCOPED_TRACE(testing::Message() << shape.size << " bytes at " << shape.offset << ", " << shape.aad_size
                                        << " of additional data");
        const Bytes key = random_bytes(random_() % 2 == 0 ? 16 : 32);
        const Bytes aad = random_bytes(shape.aad_size);
        const Bytes plaintext = random_bytes(shape.size);
        Nonce nonce{};
        std::ranges::copy(random_bytes(nonce.size()), nonce.begin());
        Bytes expected = plaintext;
        Tag expected_tag{};
        AesGcm{key, AesGcmKernel::cryptopp}.seal(nonce, aad, expected, expected_tag);

        AesGcm gcm = keyed(key);
        place(plaintext, shape.offset);
        Tag tag{};
        gcm.seal(nonce, aad, text_, tag);
        expect_text(expected);
        EXPECT_EQ(tag, expected_tag);
        EXPECT_TRUE(gcm.open(nonce, aad, text_, tag));
        expect_text(plaintext);
        tag[random_() % tag.size()] ^= static_cast<std::uint8_t>(1 << random_() % 8);
        EXPECT_FALSE(gcm.open(nonce, aad, text_, tag));
        expect_text(Bytes(shape.size));
    }

    void place(const Bytes& text, std::size_t offset) {
        constexpr std::size_t margin = 128; // more than a vector
        around_ = random_bytes(text.size() + 2 * margin + 64);
        const std::size_t begin = margin + offset + (64 - reinterpret_cast<std::uintptr_t>(around_.data()) % 64) % 64;
        around_.resize(begin + text.size());
        append(around_, random_bytes(margin));
        text_ = MutableView{around_}.subspan(begin, text.size());
        std::ranges::copy(text, text_.begin());
        before_ = around_;
    }

    void expect_text(const Bytes& expected) {
        EXPECT_EQ(to_bytes(text_), expected);
        std::ranges::copy(expected, before_.begin() + (text_.data() - around_.data()));
        EXPECT_EQ(around_ == before_, true) << "something beside the text was written";
    }

    std::mt19937 random_{20'241}; // NOLINT: the same cases in each run
    Bytes around_, before_;
    MutableView text_;
};

INSTANTIATE_TEST_SUITE_P(Each, Kernel, testing::Values(AesGcmKernel::avx512, AesGcmKernel::vaes, AesGcmKernel::aesni),
                         test::kernel_name);

TEST_P(Kernel, agrees_with_cryptopp_at_every_length_up_to_600) {
    for (std::size_t size = 0; size <= 600; ++size) agree_with_cryptopp({.size = size, .aad_size = 13});
}

TEST_P(Kernel, agrees_with_cryptopp_at_odd_lengths_up_to_the_longest_record) {
    for (std::size_t size = 601; size < (1 << 14) + 256; size += 149)
        agree_with_cryptopp({.size = size, .aad_size = 13});
    for (const std::size_t blocks : {30U, 31U, 32U, 62U, 64U, 256U, 1024U, 1040U}) // where groups and records end
        for (const int more : {-1, 0, 1})
            agree_with_cryptopp({.size = 16 * blocks + static_cast<std::size_t>(more), .aad_size = 13});
}

TEST_P(Kernel, agrees_with_cryptopp_wherever_the_text_begins) {
    for (std::size_t offset = 0; offset < 64; ++offset)
        for (const std::size_t size : {1U, 15U, 33U, 64U, 481U, 1350U})
            agree_with_cryptopp({.size = size, .aad_size = 13, .offset = offset});
}

TEST_P(Kernel, agrees_with_cryptopp_on_additional_data_of_any_length) {
    for (std::size_t aad_size = 0; aad_size <= 80; ++aad_size)
        for (const std::size_t size : {0U, 5U, 16U, 600U}) agree_with_cryptopp({.size = size, .aad_size = aad_size});
    for (const std::size_t aad_size : {255U, 256U, 257U, 5000U})
        agree_with_cryptopp({.size = 100, .aad_size = aad_size});
}

// The counter's second byte is full after 255 blocks, its third after 65535: SP 800-38D §6.2, inc32.
TEST_P(Kernel, agrees_with_cryptopp_when_the_counter_carries_into_its_third_byte) {
    agree_with_cryptopp({.size = (1 << 20) + 3000, .aad_size = 13});
}

TEST_P(Kernel, takes_nonce_and_additional_data_as_numbers_for_what_they_are_as_bytes) {
    AesGcm gcm = keyed(Bytes(16, 7));
    const Bytes bytes = random_bytes(16);
    const auto number = [](View from) {
        std::uint64_t value = 0;
        for (const std::uint8_t byte : from) value = value << 8 | byte;
        return value;
    };
    for (std::size_t aad_size = 0; aad_size <= 16; ++aad_size) {
        Bytes padded = to_bytes(View{bytes}.first(aad_size));
        padded.resize(16);
        const AesGcm::Nonce nonce{.fixed = 0x01020304, .invocation = 0x05060708090a0b0c};
        const AesGcm::ShortAad aad{
            .first = number(View{padded}.first(8)), .last = number(View{padded}.last(8)), .size = aad_size};
        Bytes text(100);
        Tag tag{};
        gcm.seal(nonce, aad, text, tag);
        AesGcm cryptopp{Bytes(16, 7), AesGcmKernel::cryptopp};
        EXPECT_TRUE(cryptopp.open(nonce, aad, text, tag));
        cryptopp.seal(Nonce{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, View{bytes}.first(aad_size), text, tag);
        EXPECT_TRUE(gcm.open(nonce, aad, text, tag));
        EXPECT_EQ(text, Bytes(100));
        tag[0] ^= 1;
        EXPECT_FALSE(gcm.open(nonce, aad, text, tag));
    }
}

TEST_P(Kernel, refuses_every_flipped_bit_of_a_message_of_several_groups) {
    AesGcm gcm = keyed(random_bytes(16));
    const Bytes aad = random_bytes(40);
    Bytes sealed = random_bytes(1100); // for each width more than one group, and a part of a vector
    Tag tag{};
    gcm.seal(Nonce{}, aad, sealed, tag);
    const auto refused = [&](View with_aad, const Bytes& text, const Tag& with_tag) {
        Bytes opened = text;
        return !gcm.open(Nonce{}, with_aad, opened, with_tag) && opened == Bytes(opened.size());
    };
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        Bytes forged = sealed;
        forged[i] ^= static_cast<std::uint8_t>(1 << i % 8);
        EXPECT_TRUE(refused(aad, forged, tag)) << "byte " << i;
    }
    for (std::size_t bit = 0; bit < 8; ++bit)
        for (const std::size_t byte : {0U, 511U, 512U, 1099U}) {
            Bytes forged = sealed;
            forged[byte] ^= static_cast<std::uint8_t>(1 << bit);
            EXPECT_TRUE(refused(aad, forged, tag)) << "byte " << byte << ", bit " << bit;
        }
    for (std::size_t bit = 0; bit < 8 * aad.size(); ++bit) {
        Bytes forged = aad;
        forged[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
        EXPECT_TRUE(refused(forged, sealed, tag)) << "aad, bit " << bit;
    }
    for (std::size_t bit = 0; bit < 8 * tag.size(); ++bit) {
        Tag forged = tag;
        forged[bit / 8] ^= static_cast<std::uint8_t>(1 << bit % 8);
        EXPECT_TRUE(refused(aad, sealed, forged)) << "tag, bit " << bit;
    }
    EXPECT_TRUE(gcm.open(Nonce{}, aad, sealed, tag));
}

// Readable and writable memory between two pages that nobody may touch: a stray access ends the program.
class BetweenForbiddenPages {
public:
    BetweenForbiddenPages()
        : page_{static_cast<std::size_t>(::sysconf(_SC_PAGESIZE))}, memory_{static_cast<std::uint8_t*>(::mmap(
                                                                        nullptr, 3 * page_, PROT_READ | PROT_WRITE,
                                                                        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))} {
        ::mprotect(memory_, page_, PROT_NONE);
        ::mprotect(memory_ + 2 * page_, page_, PROT_NONE);
    }
    BetweenForbiddenPages(const BetweenForbiddenPages&) = delete;
    BetweenForbiddenPages& operator=(const BetweenForbiddenPages&) = delete;
    ~BetweenForbiddenPages() { ::munmap(memory_, 3 * page_); }

    MutableView page() const { return {memory_ + page_, page_}; }

private:
    std::size_t page_;
    std::uint8_t* memory_;
};

TEST_P(Kernel, reads_and_writes_nothing_beside_its_text) {
    const BetweenForbiddenPages memory;
    AesGcm gcm = keyed(Bytes(16));
    Tag tag{};
    for (std::size_t size = 0; size <= 1200; ++size)
        for (const MutableView text : {memory.page().first(size), memory.page().last(size)}) {
            gcm.seal(Nonce{}, {}, text, tag);
            EXPECT_TRUE(gcm.open(Nonce{}, {}, text, tag));
        }
}

TEST(AesGcmKernels, that_this_cpu_cannot_run_are_a_logic_error) {
    for (const AesGcmKernel kernel : all_kernels) {
        if (can_run(this_cpu(), kernel)) continue;
        EXPECT_THROW(AesGcm(Bytes(16), kernel), std::logic_error) << name_of(kernel);
    }
}

} // namespace
} // namespace vitrine::crypto
