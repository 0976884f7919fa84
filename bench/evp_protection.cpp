// The work of tls::seal_record and tls::open_record, done by libcrypto's EVP interface (RFC 5288 §3, RFC 7905 §2).
#include "bench/evp_protection.h"

namespace vitrine::bench {

namespace {

constexpr int tag_size = static_cast<int>(tls::sealed_suffix);

// Nonce and additional data.
void start(EVP_CIPHER_CTX* context, const tls::Nonce& nonce, const tls::Aad& aad) {
    check(EVP_CipherInit_ex(context, nullptr, nullptr, nullptr, nonce.data(), -1));
    int written = 0;
    check(EVP_CipherUpdate(context, nullptr, &written, aad.data(), static_cast<int>(aad.size())));
}

} // namespace

const EVP_CIPHER* algorithm_of(const tls::AeadCipher& cipher) {
    if (cipher == tls::chacha20_poly1305) return EVP_chacha20_poly1305();
    return cipher == tls::aes_128_gcm ? EVP_aes_128_gcm() : EVP_aes_256_gcm();
}

// Keyed once and used for all records, as vitrine does it.
EvpProtection::EvpProtection(const tls::DirectionKeys& keys)
    : sealing_{checked(EVP_CIPHER_CTX_new())}, opening_{checked(EVP_CIPHER_CTX_new())}, records_{keys.cipher} {
    const EVP_CIPHER* const cipher = algorithm_of(keys.cipher);
    check(EVP_EncryptInit_ex(sealing_.get(), cipher, nullptr, keys.key.view().data(), nullptr));
    check(EVP_DecryptInit_ex(opening_.get(), cipher, nullptr, keys.key.view().data(), nullptr));
}

void EvpProtection::seal(MutableView record) {
    records_.frame(record, sealed_);
    start(sealing_.get(), records_.nonce_of(record, sealed_), records_.aad_of(record, sealed_));
    ++sealed_;
    const MutableView text = records_.text_of(record);
    int written = 0;
    check(EVP_CipherUpdate(sealing_.get(), text.data(), &written, text.data(), static_cast<int>(text.size())));
    check(EVP_CipherFinal_ex(sealing_.get(), text.data() + written, &written));
    check(EVP_CIPHER_CTX_ctrl(sealing_.get(), EVP_CTRL_AEAD_GET_TAG, tag_size, tag_of(record).data()));
}

bool EvpProtection::open(MutableView record) {
    start(opening_.get(), records_.nonce_of(record, opened_), records_.aad_of(record, opened_));
    ++opened_;
    const MutableView text = records_.text_of(record);
    int written = 0;
    check(EVP_CipherUpdate(opening_.get(), text.data(), &written, text.data(), static_cast<int>(text.size())));
    check(EVP_CIPHER_CTX_ctrl(opening_.get(), EVP_CTRL_AEAD_SET_TAG, tag_size, tag_of(record).data()));
    return EVP_CipherFinal_ex(opening_.get(), text.data() + written, &written) == 1;
}

} // namespace vitrine::bench
