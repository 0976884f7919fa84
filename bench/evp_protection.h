// The work of tls::seal_record and tls::open_record, done by libcrypto's EVP interface (RFC 5288 §3, RFC 7905 §2).
#pragma once

#include "bench/foreign_records.h"
#include "bench/openssl_handles.h"

namespace vitrine::bench {

const EVP_CIPHER* algorithm_of(const tls::AeadCipher& cipher);

class EvpProtection {
public:
    explicit EvpProtection(const tls::DirectionKeys& keys);

    void seal(MutableView record);
    [[nodiscard]] bool open(MutableView record);

private:
    Handle<EVP_CIPHER_CTX> sealing_, opening_;
    ForeignRecords records_;
    std::uint64_t sealed_ = 0, opened_ = 0;
};

} // namespace vitrine::bench
