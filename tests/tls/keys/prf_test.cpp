// The pseudorandom function against vectors of others (RFC 5246 §5).
#include "tls/keys/prf.h"

#include "crypto/hmac.h"

#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

using crypto::HashAlgorithm;

struct Vector {
    HashAlgorithm hash;
    std::string_view secret, seed, output;
};

// The vectors posted to the TLS working group's mailing list for the PRF of TLS 1.2, label "test label";
// `openssl kdf -kdfopt digest:… -kdfopt hexsecret:… -kdfopt hexseed:… TLS1-PRF` gives the same.
constexpr std::array vectors{
    Vector{HashAlgorithm::sha256, "9bbe436ba940f017b17652849a71db35", "a0ba9f936cda311827a6f796ffd5198c",
           "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e14baf9af0fa022f707"
           "7def17abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff70187347b66"},
    Vector{HashAlgorithm::sha384, "b80b733d6ceefcdc71566ea48e5567df", "cd665cf6a8447dd6ff8b27555edb7465",
           "7b0c18e9ced410ed1804f2cfa34a336a1c14dffb4900bb5fd7942107e81c83cde9ca0faa60be9fe34f82b1233c9146a0e534cb400f"
           "ed2700884f9dc236f80edd8bfa961144c9e8d792eca722a7b32fc3d416d473ebc2c5fd4abfdad05d9184259b5bf8cd4d90fa0d31e2"
           "dec479e4f1a26066f2eea9a69236a3e52655c9e9aee691c8f3a26854308d5eaa3be85e0990703d73e56f"},
};

std::string prf_hex(const Vector& vector, std::size_t seed1_size, std::size_t output_size) {
    const Bytes secret = from_hex(vector.secret).value();
    const Bytes seed = from_hex(vector.seed).value();
    Bytes out(output_size);
    prf(vector.hash, secret, "test label", View{seed}.first(seed1_size), View{seed}.subspan(seed1_size), out);
    return to_hex(out);
}

TEST(Prf, gives_the_output_of_the_published_vectors) {
    for (const Vector& vector : vectors)
        EXPECT_EQ(prf_hex(vector, 16, vector.output.size() / 2), vector.output) << name_of(vector.hash);
}

TEST(Prf, does_not_care_where_its_seed_is_cut_in_two) {
    for (const Vector& vector : vectors)
        for (std::size_t cut = 0; cut <= 16; ++cut)
            EXPECT_EQ(prf_hex(vector, cut, vector.output.size() / 2), vector.output) << cut;
}

TEST(Prf, gives_a_beginning_of_the_same_stream_whatever_the_length) {
    for (const Vector& vector : vectors)
        for (std::size_t size = 0; size <= vector.output.size() / 2; ++size)
            EXPECT_EQ(prf_hex(vector, 16, size), vector.output.substr(0, 2 * size));
}

TEST(Prf, tells_each_a_that_it_took) {
    for (const Vector& vector : vectors) {
        const Bytes secret = from_hex(vector.secret).value(), seed = from_hex(vector.seed).value();
        Bytes out(vector.output.size() / 2);
        std::vector<crypto::Digest> steps;
        prf(vector.hash, secret, "test label", seed, {}, out, &steps);
        ASSERT_EQ(steps.size(), (out.size() + crypto::digest_size(vector.hash) - 1) / crypto::digest_size(vector.hash));
        crypto::Hmac hmac{vector.hash, secret};
        crypto::Digest a = hmac.of({as_bytes("test label"), seed}); // A(1)
        for (const crypto::Digest& step : steps) {
            EXPECT_EQ(to_hex(step.view()), to_hex(a.view()));
            a = hmac.of({a.view()});
        }
    }
}

} // namespace
} // namespace vitrine::tls
