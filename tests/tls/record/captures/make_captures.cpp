// Makes the captures in this folder: whole TLS 1.2 sessions of OpenSSL with itself, with every secret on the way.
// Not part of the build. To make them anew:
//   g++ -std=c++20 make_captures.cpp -o make_captures -lssl -lcrypto -ldl -rdynamic && ./make_captures
#include <openssl/ec.h>
#include <openssl/ssl.h>

#include <dlfcn.h>

#include <cstdio>
#include <stdexcept>
#include <string>

namespace {

using Bytes = std::basic_string<unsigned char>;
Bytes premaster;
std::string key_log;

void check(bool good) {
    if (!good) throw std::runtime_error{"OpenSSL says no"};
}

std::string hex(const Bytes& bytes) {
    std::string text;
    for (const unsigned char byte : bytes) {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

void use_new_certificate(SSL_CTX* context) {
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 86400);
    check(X509_set_pubkey(certificate, key) == 1);
    check(X509_sign(certificate, key, EVP_sha256()) > 0);
    check(SSL_CTX_use_certificate(context, certificate) == 1);
    check(SSL_CTX_use_PrivateKey(context, key) == 1);
}

// Moves all that `from` has written on to `to`, and keeps it.
void carry(SSL* from, SSL* to, Bytes& kept) {
    unsigned char buffer[4096];
    for (int size = 0; (size = BIO_read(SSL_get_wbio(from), buffer, sizeof buffer)) > 0;) {
        kept.append(buffer, static_cast<std::size_t>(size));
        BIO_write(SSL_get_rbio(to), buffer, size);
    }
}

SSL* new_end(SSL_CTX* context) {
    SSL* end = SSL_new(context);
    SSL_set_bio(end, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
    return end;
}

void capture(const std::string& file, const char* suite, const char* groups, std::uint64_t options) {
    SSL_CTX* context = SSL_CTX_new(TLS_method());
    SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context, options | SSL_OP_NO_TICKET);
    check(SSL_CTX_set_cipher_list(context, suite) == 1);
    check(SSL_CTX_set1_groups_list(context, groups) == 1); // P-256 last: the certificate needs it
    SSL_CTX_set_keylog_callback(context, [](const SSL*, const char* line) { key_log = line; });
    use_new_certificate(context);

    SSL* client = new_end(context);
    SSL* server = new_end(context);
    SSL_set_connect_state(client);
    SSL_set_accept_state(server);
    Bytes from_client;
    Bytes from_server;
    for (int round = 0; round < 3; ++round) {
        SSL_do_handshake(client);
        carry(client, server, from_client);
        SSL_do_handshake(server);
        carry(server, client, from_server);
    }
    check(SSL_is_init_finished(client) == 1 && SSL_is_init_finished(server) == 1);
    check(SSL_write(client, "ping of openssl", 15) == 15);
    check(SSL_write(client, "and once more", 13) == 13);
    check(SSL_write(server, "pong of openssl", 15) == 15);
    SSL_shutdown(client);
    SSL_shutdown(server);
    carry(client, server, from_client);
    carry(server, client, from_server);

    FILE* out = std::fopen(file.c_str(), "w");
    std::fprintf(out, "# %s, %s, %s; written by make_captures.cpp\n", OpenSSL_version(OPENSSL_VERSION), suite, groups);
    std::fprintf(out, "premaster %s\n%s\n", hex(premaster).c_str(), key_log.c_str());
    std::fprintf(out, "from_client %s\nfrom_server %s\n", hex(from_client).c_str(), hex(from_server).c_str());
    std::fclose(out);
}

} // namespace

// Stands before libcrypto's own function of this name, to see the premaster secret that libssl agrees on.
extern "C" int EVP_PKEY_derive(EVP_PKEY_CTX* context, unsigned char* key, size_t* size) {
    static const auto real =
        reinterpret_cast<int (*)(EVP_PKEY_CTX*, unsigned char*, size_t*)>(dlsym(RTLD_NEXT, "EVP_PKEY_derive"));
    const int result = real(context, key, size);
    if (key != nullptr) premaster.assign(key, *size);
    return result;
}

int main() {
    constexpr auto no_ems = SSL_OP_NO_EXTENDED_MASTER_SECRET;
    capture("aes128_x25519.txt", "ECDHE-ECDSA-AES128-GCM-SHA256", "X25519:P-256", 0);
    capture("aes256_p384.txt", "ECDHE-ECDSA-AES256-GCM-SHA384", "P-384:P-256", 0);
    capture("aes128_p256_without_ems.txt", "ECDHE-ECDSA-AES128-GCM-SHA256", "P-256", no_ems);
    capture("aes256_x25519_without_ems.txt", "ECDHE-ECDSA-AES256-GCM-SHA384", "X25519:P-256", no_ems);
    capture("chacha20_x25519.txt", "ECDHE-ECDSA-CHACHA20-POLY1305", "X25519:P-256", 0);
}
