// The work of tls::seal_record and tls::open_record, done by GnuTLS's AEAD interface (RFC 5288 §3).
#pragma once

#include "bench/gnutls_handles.h"
#include "tls/record/protection.h"

namespace vitrine::bench {

class GnutlsProtection {
public:
    explicit GnutlsProtection(const tls::DirectionKeys& keys);

    void seal(MutableView record);
    [[nodiscard]] bool open(MutableView record);

private:
    GnutlsHandle<gnutls_aead_cipher_hd_t> sealing_, opening_;
    std::uint64_t sealed_ = 0, opened_ = 0;
};

} // namespace vitrine::bench
