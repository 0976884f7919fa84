// The AES-GCM suites of TLS 1.2 have the key size and the hash that their names say.
#include "tls/trace/gcm_suites.h"

#include "tls/base/names.h"

#include <gtest/gtest.h>

namespace vitrine::tls {

TEST(GcmSuites, of_all_named_suites_just_those_of_aes_gcm_in_tls12_are_found_with_what_their_names_say) {
    std::size_t found = 0;
    for (unsigned number = 0; number <= 0xffff; ++number) {
        const CipherSuite suite{static_cast<std::uint16_t>(number)};
        const std::string name = name_of(suite);
        if (name.starts_with("unknown")) continue;
        const bool is_128 = name.ends_with("_WITH_AES_128_GCM_SHA256"),
                   is_256 = name.ends_with("_WITH_AES_256_GCM_SHA384");
        const auto row = find_gcm_suite(suite);
        ASSERT_EQ(row.has_value(), is_128 || is_256) << name;
        if (!row) continue;
        EXPECT_EQ(row->key_size, is_128 ? 16U : 32U) << name;
        EXPECT_EQ(row->hash, is_128 ? crypto::HashAlgorithm::sha256 : crypto::HashAlgorithm::sha384) << name;
        ++found;
    }
    EXPECT_GE(found, 10U);
}

TEST(GcmSuites, there_are_two_for_each_of_fourteen_key_exchanges) {
    std::size_t found = 0;
    for (unsigned number = 0; number <= 0xffff; ++number)
        found += find_gcm_suite(CipherSuite{static_cast<std::uint16_t>(number)}) ? 1 : 0;
    EXPECT_EQ(found, 28U);
}

} // namespace vitrine::tls
