// Records sealed and opened by vitrine's record layer, without a connection around it.
#pragma once

#include "tls/record/protection.h"

namespace vitrine::bench {

class VitrineProtection {
public:
    explicit VitrineProtection(const tls::DirectionKeys& keys) : sealing_{keys}, opening_{keys} {}

    void seal(MutableView record) { seal_record(sealing_, tls::ContentType::application_data, record); }
    [[nodiscard]] bool open(MutableView record) {
        return open_record(opening_, tls::ContentType::application_data, record).has_value();
    }

private:
    tls::Protection sealing_, opening_;
};

} // namespace vitrine::bench
