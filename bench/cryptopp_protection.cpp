// Crypto++'s AES-GCM over a record, keyed once: what the record layer would cost if it were nothing (RFC 5288 §3).
#include "bench/cryptopp_protection.h"

#include <cryptopp/aes.h>
#include <cryptopp/gcm.h>

namespace vitrine::bench {

struct CryptoppProtection::Ciphers {
    CryptoPP::GCM<CryptoPP::AES>::Encryption sealing;
    CryptoPP::GCM<CryptoPP::AES>::Decryption opening;
};

CryptoppProtection::CryptoppProtection(const tls::DirectionKeys& keys)
    : ciphers_{std::make_unique<Ciphers>()}, records_{keys.cipher} {
    const View key = keys.key.view();
    const tls::Nonce nonce{};
    ciphers_->sealing.SetKeyWithIV(key.data(), key.size(), nonce.data(), nonce.size());
    ciphers_->opening.SetKeyWithIV(key.data(), key.size(), nonce.data(), nonce.size());
}

CryptoppProtection::~CryptoppProtection() = default;

void CryptoppProtection::seal(MutableView record) {
    records_.frame(record, sealed_);
    const tls::Nonce nonce = records_.nonce_of(record, sealed_);
    const tls::Aad aad = records_.aad_of(record, sealed_++);
    const MutableView text = records_.text_of(record);
    ciphers_->sealing.EncryptAndAuthenticate(text.data(), tag_of(record).data(), tls::sealed_suffix, nonce.data(),
                                             static_cast<int>(nonce.size()), aad.data(), aad.size(), text.data(),
                                             text.size());
}

bool CryptoppProtection::open(MutableView record) {
    const tls::Nonce nonce = records_.nonce_of(record, opened_);
    const tls::Aad aad = records_.aad_of(record, opened_++);
    const MutableView text = records_.text_of(record);
    return ciphers_->opening.DecryptAndVerify(text.data(), tag_of(record).data(), tls::sealed_suffix, nonce.data(),
                                              static_cast<int>(nonce.size()), aad.data(), aad.size(), text.data(),
                                              text.size());
}

} // namespace vitrine::bench
