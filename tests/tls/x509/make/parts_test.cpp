// The parts that certificates are made of.
#include "tls/x509/make/parts.h"

#include "tests/crypto/fixed_random.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::x509 {
namespace {

TEST(MakeSerialNumber, is_positive_and_has_sixteen_bytes) {
    for (const std::uint8_t first : Bytes{0x00, 0x7f, 0x80, 0xff}) {
        vitrine::tests::FixedRandom random{{Bytes{first}}};
        const Bytes serial = random_serial_number(random);
        EXPECT_EQ(serial.size(), 16U);
        EXPECT_GE(serial[0], 0x40);
        EXPECT_LT(serial[0], 0x80);
        EXPECT_THAT(random.purposes, testing::ElementsAre("serial_number"));
    }
}

TEST(MakeName, an_attribute_that_nobody_knows_is_refused) {
    EXPECT_THROW(name({{"XY", "z"}}), std::invalid_argument);
    EXPECT_EQ(name({{"2.5.4.3", "a"}}), name({{"CN", "a"}}));
}

} // namespace
} // namespace vitrine::x509
