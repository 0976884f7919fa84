// Tests of the X25519 kernel against Crypto++ and RFC 7748's iterations.
#include "crypto/curve25519/field25519.h"
#include "crypto/curve25519/x25519.h"
#include "vector_file.h"

#include <cryptopp/integer.h>
#include <cryptopp/osrng.h>
#include <cryptopp/xed25519.h>
#include <gtest/gtest.h>

namespace vitrine::crypto::curve25519 {
namespace {

using CryptoPP::Integer;
using Point = std::array<std::uint8_t, x25519_size>;

Point agreed(const Point& scalar, const Point& point) {
    Point result{};
    x25519(scalar, point, result);
    return result;
}

Point base(const Point& scalar) {
    Point result{};
    x25519_base(scalar, result);
    return result;
}

Point cryptopp_agreed(Point scalar, const Point& point) {
    x25519_clamp(scalar);
    Point result{};
    CryptoPP::x25519{}.Agree(result.data(), scalar.data(), point.data(), false);
    return result;
}

constexpr Point nine{9};

TEST(X25519, of_thousands_of_scalars_and_points_is_cryptopps) {
    CryptoPP::AutoSeededRandomPool random;
    for (int round = 0; round < 3000; ++round) {
        Point scalar;
        Point point;
        random.GenerateBlock(scalar.data(), scalar.size());
        random.GenerateBlock(point.data(), point.size());
        ASSERT_EQ(agreed(scalar, point), cryptopp_agreed(scalar, point)) << to_hex(scalar) << " " << to_hex(point);
        ASSERT_EQ(base(scalar), cryptopp_agreed(scalar, nine)) << to_hex(scalar);
    }
}

// Scalars of equal bytes take every table entry in every row, and every carry between digits.
TEST(X25519Base, is_the_ladder_of_nine_for_scalars_of_equal_bytes) {
    for (unsigned byte = 0; byte < 256; ++byte) {
        Point scalar;
        scalar.fill(static_cast<std::uint8_t>(byte));
        EXPECT_EQ(base(scalar), agreed(scalar, nine)) << byte;
        scalar[31] = 0x7f; // the highest digit gets 8 if those below carry
        EXPECT_EQ(base(scalar), agreed(scalar, nine)) << byte;
    }
}

TEST(X25519, a_thousand_rounds_give_the_rfcs_result) { // RFC 7748 §5.2
    Point k = nine;
    Point u = nine;
    for (int round = 0; round < 1000; ++round) u = std::exchange(k, agreed(k, u));
    EXPECT_EQ(to_hex(k), "684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51");
}

TEST(X25519, points_about_p_are_taken_modulo_p_and_the_top_bit_is_passed_over) { // RFC 7748 §5
    Point scalar;
    scalar.fill(0x42);
    for (int last = 0; last < 256; ++last) {
        Point point;
        point.fill(0xff);
        point[0] = static_cast<std::uint8_t>(last);
        const Point same = point;
        point[31] = 0x7f;
        EXPECT_EQ(agreed(scalar, point), agreed(scalar, same));
        EXPECT_EQ(agreed(scalar, point), cryptopp_agreed(scalar, point)) << last;
    }
}

class Field : public testing::Test {
protected:
    CryptoPP::AutoSeededRandomPool random;
    const Integer p = Integer::Power2(255) - 19;

    static Integer value(const Field25519& number) {
        std::array<std::uint8_t, 32> bytes{};
        field25519_to(number, bytes.data());
        return {bytes.data(), bytes.size(), Integer::UNSIGNED, CryptoPP::LITTLE_ENDIAN_ORDER};
    }
    static Integer plain(const Field25519& number) {
        Integer sum;
        for (std::size_t i = 0; i < 5; ++i) sum += Integer{Integer::POSITIVE, number.digits[i]} << (51 * i);
        return sum;
    }
    // Digits as large as a product's operand may have them, or nearly, or none.
    Field25519 any(unsigned bits) {
        Field25519 number;
        for (std::uint64_t& digit : number.digits) {
            digit = random.GenerateByte() < 64 ? ~std::uint64_t{0}
                                               : static_cast<std::uint64_t>(Integer{random, 64}.ConvertToLong());
            digit &= (std::uint64_t{1} << bits) - 1;
        }
        return number;
    }
};

TEST_F(Field, products_and_squares_of_the_largest_operands_are_right) {
    for (int round = 0; round < 20000; ++round) {
        const Field25519 a = any(54);
        const Field25519 b = any(54);
        ASSERT_EQ(value(a * b), plain(a) * plain(b) % p);
        ASSERT_EQ(value(squared(a)), plain(a).Squared() % p);
        ASSERT_EQ(value(times(121665, a)), plain(a) * 121665 % p);
        for (const std::uint64_t digit : (a * b).digits) ASSERT_LT(digit, (std::uint64_t{1} << 51) + (1 << 13));
    }
}

TEST_F(Field, differences_and_inverses_are_right) {
    for (int round = 0; round < 500; ++round) {
        const Field25519 a = any(52);
        const Field25519 b = any(51);
        ASSERT_EQ(value(a - b), (plain(a) - plain(b)) % p);
        ASSERT_EQ(value(inverse(a)), (plain(a) % p).InverseMod(p));
    }
    EXPECT_EQ(value(inverse(Field25519{})), Integer::Zero());
}

TEST_F(Field, the_bytes_are_those_of_the_number_below_p) {
    for (int i = -40; i <= 40; ++i) {
        Integer number = p + i;
        if (number >= Integer::Power2(255)) number -= Integer::Power2(255);
        std::array<std::uint8_t, 32> bytes{};
        for (std::size_t byte = 0; byte < 32; ++byte) bytes[byte] = number.GetByte(byte);
        EXPECT_EQ(value(field25519_from(bytes.data())), number % p) << i;
    }
}

} // namespace
} // namespace vitrine::crypto::curve25519
