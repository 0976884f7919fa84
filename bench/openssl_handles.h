// Owners of libssl's and libcrypto's objects, and one answer to every "no" of theirs.
#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>
#include <stdexcept>

namespace vitrine::bench {

struct Free {
    void operator()(BIO* object) const { BIO_free(object); }
    void operator()(EVP_CIPHER_CTX* object) const { EVP_CIPHER_CTX_free(object); }
    void operator()(EVP_PKEY* object) const { EVP_PKEY_free(object); }
    void operator()(SSL* object) const { SSL_free(object); }
    void operator()(SSL_SESSION* object) const { SSL_SESSION_free(object); }
    void operator()(SSL_CTX* object) const { SSL_CTX_free(object); }
    void operator()(X509* object) const { X509_free(object); }
    void operator()(X509_EXTENSION* object) const { X509_EXTENSION_free(object); }
};

template <class T> using Handle = std::unique_ptr<T, Free>;

// For results of 1 or more.
inline void check(long result) {
    if (result <= 0) throw std::runtime_error{"openssl refuses a step of the benchmark"};
}

template <class T> T* checked_borrowed(T* object) {
    if (object == nullptr) throw std::runtime_error{"openssl refuses a step of the benchmark"};
    return object;
}

template <class T> Handle<T> checked(T* object) { return Handle<T>{checked_borrowed(object)}; }

} // namespace vitrine::bench
