// Owners of GnuTLS's objects, and one answer to every "no" of theirs.
#pragma once

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace vitrine::bench {

struct GnutlsFree {
    void operator()(gnutls_session_t object) const { gnutls_deinit(object); }
    void operator()(gnutls_certificate_credentials_t object) const { gnutls_certificate_free_credentials(object); }
    void operator()(gnutls_priority_t object) const { gnutls_priority_deinit(object); }
    void operator()(gnutls_aead_cipher_hd_t object) const { gnutls_aead_cipher_deinit(object); }
};

template <class Pointer> using GnutlsHandle = std::unique_ptr<std::remove_pointer_t<Pointer>, GnutlsFree>;

// For results of 0 or more.
inline ssize_t gnutls_check(ssize_t result) {
    if (result >= 0) return result;
    throw std::runtime_error{std::string{"GnuTLS refuses a step of the benchmark: "} +
                             gnutls_strerror(static_cast<int>(result))};
}

} // namespace vitrine::bench
