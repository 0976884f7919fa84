// The work of tls::seal_record and tls::open_record, done by GnuTLS's AEAD interface (RFC 5288 §3, RFC 7905 §2).
#pragma once

#include "bench/foreign_records.h"
#include "bench/gnutls_handles.h"

namespace vitrine::bench {

class GnutlsProtection {
public:
    explicit GnutlsProtection(const tls::DirectionKeys& keys);

    void seal(MutableView record);
    [[nodiscard]] bool open(MutableView record);

private:
    GnutlsHandle<gnutls_aead_cipher_hd_t> sealing_, opening_;
    ForeignRecords records_;
    std::uint64_t sealed_ = 0, opened_ = 0;
};

} // namespace vitrine::bench
