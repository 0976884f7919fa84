// The work of tls::seal_record and tls::open_record, done by libcrypto's EVP interface (RFC 5288 §3).
#pragma once

#include "bench/openssl_handles.h"
#include "tls/record/protection.h"

namespace vitrine::bench {

class EvpProtection {
public:
    explicit EvpProtection(const tls::DirectionKeys& keys);

    void seal(MutableView record);
    [[nodiscard]] bool open(MutableView record);

private:
    Handle<EVP_CIPHER_CTX> sealing_, opening_;
    std::uint64_t sealed_ = 0, opened_ = 0;
};

} // namespace vitrine::bench
