// Project Wycheproof's vectors (C2SP/wycheproof, testvectors_v1), each file in full, through our own interface.
#include "crypto/aes_gcm.h"
#include "crypto/chacha20_poly1305.h"
#include "crypto/ecdh.h"
#include "crypto/ecdsa.h"
#include "crypto/equal.h"
#include "crypto/hmac.h"
#include "crypto/rsa.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace vitrine::crypto {
namespace {

using nlohmann::json;

struct File {
    const char* name;
    int applicable; // as many tests as fit what our interface can express; the rest are of other sizes
    bool (*check)(const json& group, const json& test); // answers whether the test was applicable
};

Bytes bytes_of(const json& value) {
    auto bytes = from_hex(value.get<std::string>());
    if (!bytes) throw std::runtime_error("not hexadecimal: " + value.dump());
    return std::move(*bytes);
}

HashAlgorithm hash_named(const std::string& name) {
    for (HashAlgorithm hash : {HashAlgorithm::sha256, HashAlgorithm::sha384, HashAlgorithm::sha512})
        if (name_of(hash) == name) return hash;
    throw std::runtime_error("a hash we do not have: " + name);
}

bool flagged(const json& test, const char* flag) {
    return std::ranges::any_of(test["flags"], [&](const json& each) { return each == flag; });
}

class Wycheproof : public testing::TestWithParam<File> {
protected:
    // Runs `check` on each (group, test) of the file and compares how many it found applicable.
    void each_test(bool (*check)(const json& group, const json& test)) {
        const std::string folder = VITRINE_WYCHEPROOF_DIR;
        if (folder.empty()) GTEST_SKIP() << "VITRINE_WYCHEPROOF_DIR names no folder with Wycheproof's files";
        std::ifstream in{folder + "/" + GetParam().name};
        ASSERT_TRUE(in) << "cannot read " << folder << "/" << GetParam().name;
        const json file = json::parse(in);
        int applicable = 0;
        int all = 0;
        for (const json& group : file["testGroups"])
            for (const json& test : group["tests"]) {
                SCOPED_TRACE("tcId " + test["tcId"].dump() + ": " + test["comment"].get<std::string>());
                applicable += check(group, test) ? 1 : 0;
                ++all;
            }
        EXPECT_EQ(all, file["numberOfTests"]);
        EXPECT_EQ(applicable, GetParam().applicable);
    }
};

std::string test_name(const testing::TestParamInfo<File>& info) {
    std::string name = info.param.name;
    return name.substr(0, name.find("_test.json"));
}

template <class Cipher> void check_aead(Cipher& cipher, const json& test) {
    std::array<std::uint8_t, Cipher::nonce_size> nonce{};
    std::array<std::uint8_t, Cipher::tag_size> tag{};
    std::ranges::copy(bytes_of(test["iv"]), nonce.begin());
    std::ranges::copy(bytes_of(test["tag"]), tag.begin());
    const Bytes aad = bytes_of(test["aad"]);
    const Bytes plaintext = bytes_of(test["msg"]);
    const bool valid = test["result"] == "valid";
    Bytes text = bytes_of(test["ct"]);
    EXPECT_EQ(cipher.open(nonce, aad, text, tag), valid);
    EXPECT_EQ(text, valid ? plaintext : Bytes(text.size()));
    std::array<std::uint8_t, Cipher::tag_size> sealed_tag{};
    text = plaintext;
    cipher.seal(nonce, aad, text, sealed_tag);
    EXPECT_EQ(text == bytes_of(test["ct"]) && sealed_tag == tag, valid);
}

// Through each kernel that this CPU can run; aes_gcm_kernel_test says which it cannot.
bool check_aes_gcm(const json& group, const json& test) {
    if (group["ivSize"] != 96 || group["tagSize"] != 128 || group["keySize"] == 192) return false;
    for (const AesGcmKernel kernel : kernels_for(this_cpu())) {
        SCOPED_TRACE(name_of(kernel));
        AesGcm gcm{bytes_of(test["key"]), kernel};
        check_aead(gcm, test);
    }
    return true;
}

bool check_chacha20_poly1305(const json& group, const json& test) {
    if (group["ivSize"] != 96) return false;
    ChaCha20Poly1305 cipher{bytes_of(test["key"])};
    check_aead(cipher, test);
    return true;
}

// A truncated code is the beginning of the whole one: RFC 2104 §5.
void check_hmac(HashAlgorithm hash, const json& test) {
    const Bytes tag = bytes_of(test["tag"]);
    const Digest code = Hmac{hash, bytes_of(test["key"])}.of({bytes_of(test["msg"])});
    ASSERT_LE(tag.size(), code.view().size());
    EXPECT_EQ(equal(code.view().first(tag.size()), tag), test["result"] == "valid");
}

bool check_hmac_sha256(const json&, const json& test) {
    check_hmac(HashAlgorithm::sha256, test);
    return true;
}

bool check_hmac_sha384(const json&, const json& test) {
    check_hmac(HashAlgorithm::sha384, test);
    return true;
}

// "acceptable" are unusual points that RFC 7748 §5 demands to be taken, and those that give the all-zero secret.
bool check_x25519(const json&, const json& test) {
    const auto pair = EcdhKeyPair::from_private_key(Curve::x25519, bytes_of(test["private"]));
    const auto secret = pair.agree(bytes_of(test["public"]));
    const Bytes shared = bytes_of(test["shared"]);
    EXPECT_EQ(shared == Bytes(32), flagged(test, "ZeroSharedSecret"));
    EXPECT_EQ(secret.has_value(), shared != Bytes(32)); // RFC 7748 §6.1
    if (secret) {
        EXPECT_EQ(to_hex(secret->view()), to_hex(shared));
    }
    return true;
}

// "acceptable" are compressed points: RFC 8422 §5.1.1 does away with them.
bool check_ecdh(const json& group, const json& test) {
    const Curve curve = group["curve"] == "secp256r1" ? Curve::secp256r1 : Curve::secp384r1;
    const auto secret = EcdhKeyPair::from_private_key(curve, bytes_of(test["private"])).agree(bytes_of(test["public"]));
    EXPECT_EQ(secret.has_value(), test["result"] == "valid");
    if (secret) {
        EXPECT_EQ(to_hex(secret->view()), test["shared"]);
    }
    return true;
}

bool check_ecdsa(const json& group, const json& test) {
    const json& public_key = group["publicKey"];
    const Curve curve = public_key["curve"] == "secp256r1" ? Curve::secp256r1 : Curve::secp384r1;
    const auto key = EcdsaPublicKey::from_point(curve, bytes_of(public_key["uncompressed"]));
    EXPECT_TRUE(key);
    const bool good = key && key->verify(hash_named(group["sha"]), bytes_of(test["msg"]), bytes_of(test["sig"]));
    EXPECT_EQ(good, test["result"] == "valid");
    return true;
}

// "acceptable" are signatures without the NULL that RFC 8017 §9.2, note 1 demands: we do not take them.
void check_rsa(RsaPadding padding, const json& group, const json& test) {
    const json& numbers = group["publicKey"];
    const auto key = RsaPublicKey::from_numbers(bytes_of(numbers["modulus"]), bytes_of(numbers["publicExponent"]));
    ASSERT_TRUE(key);
    const bool good = key->verify(padding, hash_named(group["sha"]), bytes_of(test["msg"]), bytes_of(test["sig"]));
    EXPECT_EQ(good, test["result"] == "valid");
}

bool check_rsa_pkcs1(const json& group, const json& test) {
    check_rsa(RsaPadding::pkcs1, group, test);
    return true;
}

bool check_rsa_pss(const json& group, const json& test) {
    check_rsa(RsaPadding::pss, group, test);
    return true;
}

TEST_P(Wycheproof, each_vector_has_its_result) { each_test(GetParam().check); }

// clang-format off
INSTANTIATE_TEST_SUITE_P(Files, Wycheproof, testing::Values(
    //   file                                        applicable  check
    File{"aes_gcm_test.json",                        133,        check_aes_gcm},      // of 316
    File{"chacha20_poly1305_test.json",              316,        check_chacha20_poly1305}, // of 325
    File{"ecdh_secp256r1_ecpoint_test.json",         355,        check_ecdh},
    File{"ecdh_secp384r1_ecpoint_test.json",         790,        check_ecdh},
    File{"ecdsa_secp256r1_sha256_test.json",         484,        check_ecdsa},
    File{"ecdsa_secp384r1_sha384_test.json",         504,        check_ecdsa},
    File{"hmac_sha256_test.json",                    174,        check_hmac_sha256},
    File{"hmac_sha384_test.json",                    174,        check_hmac_sha384},
    File{"rsa_pss_2048_sha256_mgf1_32_test.json",    108,        check_rsa_pss},
    File{"rsa_pss_2048_sha384_mgf1_48_test.json",    141,        check_rsa_pss},
    File{"rsa_signature_2048_sha256_test.json",      259,        check_rsa_pkcs1},
    File{"rsa_signature_2048_sha384_test.json",      258,        check_rsa_pkcs1},
    File{"rsa_signature_2048_sha512_test.json",      259,        check_rsa_pkcs1},
    File{"x25519_test.json",                         518,        check_x25519}
), test_name);
// clang-format on

} // namespace
} // namespace vitrine::crypto
