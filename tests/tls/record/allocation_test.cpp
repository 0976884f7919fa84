// Sealing and opening take no memory: every allocation of this program is counted.
#include "tests/support/counted_heap.h"
#include "tests/tls/record/support.h"

#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

using tests::heap;

TEST(RecordLayer, counts_allocations_at_all) {
    const std::size_t before = heap().allocations;
    const Bytes bytes(100);
    EXPECT_GT(heap().allocations, before);
}

class RecordLayerWith : public testing::TestWithParam<AeadCipher> {};

INSTANTIATE_TEST_SUITE_P(Each, RecordLayerWith, testing::Values(aes_128_gcm, aes_256_gcm, chacha20_poly1305),
                         test::name_of_cipher);

TEST_P(RecordLayerWith, seals_and_opens_without_a_single_allocation) {
    const DirectionKeys keys = test::keys_from(1, GetParam());
    RecordWriter writer;
    writer.protect(keys);
    RecordReader reader;
    reader.agree_on_version();
    reader.protect(keys);
    Bytes record(aes_gcm_prefix + max_plaintext + sealed_suffix);
    std::size_t opened = 0;

    const std::size_t before = heap().allocations;
    for (const std::size_t size : {0U, 1U, 64U, 256U, 1350U, 4096U, 16384U}) {
        const MutableView whole = MutableView{record}.first(writer.prefix() + size + writer.suffix());
        writer.seal(ContentType::application_data, whole);
        opened += reader.next(whole)->plaintext.size();
    }
    EXPECT_EQ(heap().allocations, before);
    EXPECT_EQ(opened, 64U + 256 + 1350 + 4096 + 16384 + 1);
}

} // namespace
} // namespace vitrine::tls
