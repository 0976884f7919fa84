// Certificates made by libcrypto.
#include "tests/openssl/issue.h"

#include <openssl/conf.h>
#include <openssl/x509v3.h>

namespace vitrine::tests {
namespace {

using bench::check;
using bench::checked;
using bench::checked_borrowed;

void set_name(X509_NAME* name, const std::string& common_name) {
    if (common_name.empty()) return;
    check(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
                                     reinterpret_cast<const unsigned char*>(common_name.data()),
                                     static_cast<int>(common_name.size()), -1, 0));
}

void set_times(X509* certificate, const Wish& wish) {
    check(ASN1_TIME_set(X509_getm_notBefore(certificate), wish.not_before.time_since_epoch().count()) != nullptr);
    check(ASN1_TIME_set(X509_getm_notAfter(certificate), wish.not_after.time_since_epoch().count()) != nullptr);
}

void add_extensions(X509* certificate, const Wish& wish) {
    if (wish.extensions.empty()) return;
    const std::string text = "[wanted]\n" + wish.extensions + "\n" + wish.sections + "\n";
    const bench::Handle<BIO> lines = checked(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
    const std::unique_ptr<CONF, void (*)(CONF*)> conf{checked_borrowed(NCONF_new(nullptr)), NCONF_free};
    long line = 0;
    check(NCONF_load_bio(conf.get(), lines.get(), &line));
    X509V3_CTX context{};
    X509* const issuer = wish.issued_by == nullptr ? certificate : const_cast<X509*>(wish.issued_by); // only read
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509V3_set_nconf(&context, conf.get());
    check(X509V3_EXT_add_nconf(conf.get(), &context, "wanted", certificate));
}

KeyHandle make_rsa(std::size_t bits) { return checked(EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", bits)); }
KeyHandle make_ec(const char* curve) { return checked(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", curve)); }

} // namespace

KeyHandle make_key(KeyKind kind) {
    switch (kind) {
    case KeyKind::p256: return make_ec("P-256");
    case KeyKind::p384: return make_ec("P-384");
    case KeyKind::p521: return make_ec("P-521");
    case KeyKind::rsa1024: return make_rsa(1024);
    case KeyKind::rsa2048: return make_rsa(2048);
    case KeyKind::ed25519: return checked(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519"));
    }
    return nullptr;
}

bench::Handle<X509> issue(const Wish& wish, EVP_PKEY* key, EVP_PKEY* issuer_key) {
    bench::Handle<X509> certificate = checked(X509_new());
    check(X509_set_version(certificate.get(), wish.version - 1));
    check(ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), wish.serial));
    set_name(X509_get_subject_name(certificate.get()), wish.subject);
    set_name(X509_get_issuer_name(certificate.get()), wish.issuer);
    set_times(certificate.get(), wish);
    check(X509_set_pubkey(certificate.get(), key));
    add_extensions(certificate.get(), wish);
    const bool hashes_itself = EVP_PKEY_is_a(issuer_key, "ED25519") == 1;
    check(X509_sign(certificate.get(), issuer_key, hashes_itself ? nullptr : wish.hash));
    return certificate;
}

Bytes der_of(const X509* certificate) {
    unsigned char* encoded = nullptr;
    const int size = i2d_X509(certificate, &encoded);
    check(size);
    const std::unique_ptr<unsigned char, void (*)(unsigned char*)> owner{encoded,
                                                                         [](unsigned char* it) { OPENSSL_free(it); }};
    return {encoded, encoded + size};
}

} // namespace vitrine::tests
