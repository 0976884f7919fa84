// Certificates for the benchmarks, made by libcrypto: a CA and one certificate of it (RFC 5280 §4).
#include "bench/certificates.h"

#include "bench/openssl_handles.h"

#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

namespace vitrine::bench {

namespace {

Handle<EVP_PKEY> make_key(KeyKind kind) {
    return checked(kind == KeyKind::rsa_2048 ? EVP_RSA_gen(2048) : EVP_EC_gen("P-256"));
}

void add_extension(X509* certificate, X509* issuer, int nid, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const auto extension = checked(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    check(X509_add_ext(certificate, extension.get(), -1));
}

// A certificate of `key` that is valid for a day; the caller adds extensions and signs.
Handle<X509> begin_certificate(const char* common_name, long serial_number, EVP_PKEY* key) {
    auto certificate = checked(X509_new());
    check(X509_set_version(certificate.get(), X509_VERSION_3));
    check(ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), serial_number));
    checked_borrowed(X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600));
    checked_borrowed(X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 86'400));
    check(X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_ASC,
                                     reinterpret_cast<const unsigned char*>(common_name), -1, -1, 0));
    check(X509_set_pubkey(certificate.get(), key));
    return certificate;
}

Handle<X509> make_ca(EVP_PKEY* key) {
    auto ca = begin_certificate("Benchmark CA", 1, key);
    check(X509_set_issuer_name(ca.get(), X509_get_subject_name(ca.get())));
    add_extension(ca.get(), ca.get(), NID_basic_constraints, "critical,CA:TRUE");
    add_extension(ca.get(), ca.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    add_extension(ca.get(), ca.get(), NID_subject_key_identifier, "hash");
    check(X509_sign(ca.get(), key, EVP_sha256()));
    return ca;
}

Handle<X509> make_leaf(EVP_PKEY* key, X509* ca, EVP_PKEY* ca_key) {
    auto leaf = begin_certificate("localhost", 2, key);
    check(X509_set_issuer_name(leaf.get(), X509_get_subject_name(ca)));
    add_extension(leaf.get(), ca, NID_basic_constraints, "critical,CA:FALSE");
    add_extension(leaf.get(), ca, NID_key_usage, "critical,digitalSignature");
    add_extension(leaf.get(), ca, NID_ext_key_usage, "serverAuth");
    add_extension(leaf.get(), ca, NID_subject_alt_name, "DNS:localhost");
    add_extension(leaf.get(), ca, NID_authority_key_identifier, "keyid");
    check(X509_sign(leaf.get(), ca_key, EVP_sha256()));
    return leaf;
}

std::string text_of(BIO* memory) {
    const char* start = nullptr;
    const long size = BIO_get_mem_data(memory, &start);
    return {start, static_cast<std::size_t>(size)};
}

std::string pem_of(X509* certificate) {
    const auto memory = checked(BIO_new(BIO_s_mem()));
    check(PEM_write_bio_X509(memory.get(), certificate));
    return text_of(memory.get());
}

std::string pem_of(EVP_PKEY* key) {
    const auto memory = checked(BIO_new(BIO_s_mem()));
    check(PEM_write_bio_PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr));
    return text_of(memory.get());
}

Certificates make_certificates(KeyKind kind) {
    const auto ca_key = make_key(kind);
    const auto key = make_key(kind);
    const auto ca = make_ca(ca_key.get());
    const auto leaf = make_leaf(key.get(), ca.get(), ca_key.get());
    return {.ca = pem_of(ca.get()), .certificate = pem_of(leaf.get()), .key = pem_of(key.get())};
}

} // namespace

const Certificates& certificates_of(KeyKind kind) {
    static const Certificates rsa = make_certificates(KeyKind::rsa_2048);
    static const Certificates ecdsa = make_certificates(KeyKind::p256);
    return kind == KeyKind::rsa_2048 ? rsa : ecdsa;
}

} // namespace vitrine::bench
