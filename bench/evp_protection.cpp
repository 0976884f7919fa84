// The work of tls::seal_record and tls::open_record, done by libcrypto's EVP interface (RFC 5288 §3).
#include "bench/evp_protection.h"

#include "bench/foreign_records.h"

namespace vitrine::bench {

namespace {

constexpr int tag_size = static_cast<int>(tls::sealed_suffix);

// Nonce and additional data.
void start(EVP_CIPHER_CTX* context, MutableView record, std::uint64_t sequence_number) {
    check(EVP_CipherInit_ex(context, nullptr, nullptr, nullptr, nonce_of(record).data(), -1));
    const tls::Aad aad = aad_of(record, sequence_number);
    int written = 0;
    check(EVP_CipherUpdate(context, nullptr, &written, aad.data(), static_cast<int>(aad.size())));
}

} // namespace

// Keyed once and used for all records, as vitrine does it.
EvpProtection::EvpProtection(const tls::DirectionKeys& keys)
    : sealing_{checked(EVP_CIPHER_CTX_new())}, opening_{checked(EVP_CIPHER_CTX_new())} {
    const EVP_CIPHER* cipher = keys.key.size() == 16 ? EVP_aes_128_gcm() : EVP_aes_256_gcm();
    check(EVP_EncryptInit_ex(sealing_.get(), cipher, nullptr, keys.key.view().data(), nullptr));
    check(EVP_DecryptInit_ex(opening_.get(), cipher, nullptr, keys.key.view().data(), nullptr));
}

void EvpProtection::seal(MutableView record) {
    frame(record, sealed_);
    start(sealing_.get(), record, sealed_++);
    const MutableView text = text_of(record);
    int written = 0;
    check(EVP_CipherUpdate(sealing_.get(), text.data(), &written, text.data(), static_cast<int>(text.size())));
    check(EVP_CipherFinal_ex(sealing_.get(), text.data() + written, &written));
    check(EVP_CIPHER_CTX_ctrl(sealing_.get(), EVP_CTRL_AEAD_GET_TAG, tag_size, tag_of(record).data()));
}

bool EvpProtection::open(MutableView record) {
    start(opening_.get(), record, opened_++);
    const MutableView text = text_of(record);
    int written = 0;
    check(EVP_CipherUpdate(opening_.get(), text.data(), &written, text.data(), static_cast<int>(text.size())));
    check(EVP_CIPHER_CTX_ctrl(opening_.get(), EVP_CTRL_AEAD_SET_TAG, tag_size, tag_of(record).data()));
    return EVP_CipherFinal_ex(opening_.get(), text.data() + written, &written) == 1;
}

} // namespace vitrine::bench
