// The work of tls::seal_record and tls::open_record, done by GnuTLS's AEAD interface (RFC 5288 §3, RFC 7905 §2).
#include "bench/gnutls_protection.h"

namespace vitrine::bench {

namespace {

gnutls_cipher_algorithm_t algorithm_of(const tls::AeadCipher& cipher) {
    if (cipher == tls::chacha20_poly1305) return GNUTLS_CIPHER_CHACHA20_POLY1305;
    return cipher == tls::aes_128_gcm ? GNUTLS_CIPHER_AES_128_GCM : GNUTLS_CIPHER_AES_256_GCM;
}

GnutlsHandle<gnutls_aead_cipher_hd_t> keyed(const tls::DirectionKeys& keys) {
    const View bytes = keys.key.view();
    const gnutls_datum_t key{const_cast<unsigned char*>(bytes.data()), static_cast<unsigned>(bytes.size())};
    gnutls_aead_cipher_hd_t made = nullptr;
    gnutls_check(gnutls_aead_cipher_init(&made, algorithm_of(keys.cipher), &key));
    return GnutlsHandle<gnutls_aead_cipher_hd_t>{made};
}

} // namespace

GnutlsProtection::GnutlsProtection(const tls::DirectionKeys& keys)
    : sealing_{keyed(keys)}, opening_{keyed(keys)}, records_{keys.cipher} {}

void GnutlsProtection::seal(MutableView record) {
    records_.frame(record, sealed_);
    const tls::Nonce nonce = records_.nonce_of(record, sealed_);
    tls::Aad aad = records_.aad_of(record, sealed_++);
    const MutableView text = records_.text_of(record);
    const giovec_t associated{aad.data(), aad.size()};
    const giovec_t plain{text.data(), text.size()};
    std::size_t tag_size = tls::sealed_suffix;
    gnutls_check(gnutls_aead_cipher_encryptv2(sealing_.get(), nonce.data(), nonce.size(), &associated, 1, &plain, 1,
                                              tag_of(record).data(), &tag_size));
}

bool GnutlsProtection::open(MutableView record) {
    const tls::Nonce nonce = records_.nonce_of(record, opened_);
    tls::Aad aad = records_.aad_of(record, opened_++);
    const MutableView text = records_.text_of(record);
    const giovec_t associated{aad.data(), aad.size()};
    const giovec_t sealed{text.data(), text.size()};
    return gnutls_aead_cipher_decryptv2(opening_.get(), nonce.data(), nonce.size(), &associated, 1, &sealed, 1,
                                        tag_of(record).data(), tls::sealed_suffix) == 0;
}

} // namespace vitrine::bench
