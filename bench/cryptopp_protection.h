// Crypto++'s AES-GCM over a record, keyed once: what the record layer would cost if it were nothing (RFC 5288 §3).
#pragma once

#include "bench/foreign_records.h"

#include <memory>

namespace vitrine::bench {

class CryptoppProtection {
public:
    explicit CryptoppProtection(const tls::DirectionKeys& keys);
    ~CryptoppProtection();

    void seal(MutableView record);
    [[nodiscard]] bool open(MutableView record);

private:
    struct Ciphers;
    std::unique_ptr<Ciphers> ciphers_;
    ForeignRecords records_;
    std::uint64_t sealed_ = 0, opened_ = 0;
};

} // namespace vitrine::bench
