// The work of tls::seal_record and tls::open_record, done by libcrypto's EVP interface (RFC 5288 §3).
#include "bench/evp_protection.h"

namespace vitrine::bench {

namespace {

constexpr std::size_t overhead = tls::sealed_prefix + tls::sealed_suffix;
constexpr int tag_size = static_cast<int>(tls::sealed_suffix);
constexpr std::array<std::uint8_t, 4> implicit_nonce{};

int text_size(View record) { return static_cast<int>(record.size() - overhead); }

} // namespace

// Keyed once and used for all records, as vitrine does it.
EvpProtection::EvpProtection(const tls::DirectionKeys& keys)
    : sealing_{checked(EVP_CIPHER_CTX_new())}, opening_{checked(EVP_CIPHER_CTX_new())} {
    const EVP_CIPHER* cipher = keys.key.size() == 16 ? EVP_aes_128_gcm() : EVP_aes_256_gcm();
    check(EVP_EncryptInit_ex(sealing_.get(), cipher, nullptr, keys.key.view().data(), nullptr));
    check(EVP_DecryptInit_ex(opening_.get(), cipher, nullptr, keys.key.view().data(), nullptr));
}

// Nonce and additional data.
void EvpProtection::start(EVP_CIPHER_CTX* context, std::uint64_t sequence_number, MutableView record) {
    const auto explicit_nonce = record.subspan(tls::record_header_size, tls::explicit_nonce_size);
    const tls::Nonce nonce = tls::make_nonce(implicit_nonce, explicit_nonce);
    check(EVP_CipherInit_ex(context, nullptr, nullptr, nullptr, nonce.data(), -1));
    const auto size = static_cast<std::size_t>(text_size(record));
    const tls::Aad aad = tls::make_aad(sequence_number, tls::ContentType::application_data, size);
    int written = 0;
    check(EVP_CipherUpdate(context, nullptr, &written, aad.data(), static_cast<int>(aad.size())));
}

void EvpProtection::seal(MutableView record) {
    tls::write_header({.type = tls::ContentType::application_data,
                       .version = tls::ProtocolVersion::tls12,
                       .length = static_cast<std::uint16_t>(record.size() - tls::record_header_size)},
                      record.first<tls::record_header_size>());
    for (std::size_t i = 0; i < tls::explicit_nonce_size; ++i)
        record[tls::record_header_size + i] = static_cast<std::uint8_t>(sealed_ >> (56 - 8 * i));
    start(sealing_.get(), sealed_++, record);
    std::uint8_t* text = record.data() + tls::sealed_prefix;
    int written = 0;
    check(EVP_CipherUpdate(sealing_.get(), text, &written, text, text_size(record)));
    check(EVP_CipherFinal_ex(sealing_.get(), text + written, &written));
    check(EVP_CIPHER_CTX_ctrl(sealing_.get(), EVP_CTRL_AEAD_GET_TAG, tag_size, record.last(tag_size).data()));
}

bool EvpProtection::open(MutableView record) {
    start(opening_.get(), opened_++, record);
    std::uint8_t* text = record.data() + tls::sealed_prefix;
    int written = 0;
    check(EVP_CipherUpdate(opening_.get(), text, &written, text, text_size(record)));
    check(EVP_CIPHER_CTX_ctrl(opening_.get(), EVP_CTRL_AEAD_SET_TAG, tag_size, record.last(tag_size).data()));
    return EVP_CipherFinal_ex(opening_.get(), text + written, &written) == 1;
}

} // namespace vitrine::bench
