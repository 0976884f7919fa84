// The work of tls::seal_record and tls::open_record, done by GnuTLS's AEAD interface (RFC 5288 §3).
#include "bench/gnutls_protection.h"

#include "bench/foreign_records.h"

namespace vitrine::bench {

namespace {

GnutlsHandle<gnutls_aead_cipher_hd_t> keyed(const tls::DirectionKeys& keys) {
    const View bytes = keys.key.view();
    const gnutls_datum_t key{const_cast<unsigned char*>(bytes.data()), static_cast<unsigned>(bytes.size())};
    gnutls_aead_cipher_hd_t made = nullptr;
    gnutls_check(gnutls_aead_cipher_init(
        &made, bytes.size() == 16 ? GNUTLS_CIPHER_AES_128_GCM : GNUTLS_CIPHER_AES_256_GCM, &key));
    return GnutlsHandle<gnutls_aead_cipher_hd_t>{made};
}

} // namespace

GnutlsProtection::GnutlsProtection(const tls::DirectionKeys& keys) : sealing_{keyed(keys)}, opening_{keyed(keys)} {}

void GnutlsProtection::seal(MutableView record) {
    frame(record, sealed_);
    const tls::Nonce nonce = nonce_of(record);
    tls::Aad aad = aad_of(record, sealed_++);
    const MutableView text = text_of(record);
    const giovec_t associated{aad.data(), aad.size()};
    const giovec_t plain{text.data(), text.size()};
    std::size_t tag_size = tls::sealed_suffix;
    gnutls_check(gnutls_aead_cipher_encryptv2(sealing_.get(), nonce.data(), nonce.size(), &associated, 1, &plain, 1,
                                              tag_of(record).data(), &tag_size));
}

bool GnutlsProtection::open(MutableView record) {
    const tls::Nonce nonce = nonce_of(record);
    tls::Aad aad = aad_of(record, opened_++);
    const MutableView text = text_of(record);
    const giovec_t associated{aad.data(), aad.size()};
    const giovec_t sealed{text.data(), text.size()};
    return gnutls_aead_cipher_decryptv2(opening_.get(), nonce.data(), nonce.size(), &associated, 1, &sealed, 1,
                                        tag_of(record).data(), tls::sealed_suffix) == 0;
}

} // namespace vitrine::bench
