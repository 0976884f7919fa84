// A sink that stops the fuzzer if a byte is told of twice, out of order, or left out before another.
#pragma once

#include "tls/wire/field_sink.h"

#include <cstdlib>

namespace vitrine::tests {

class FieldCoverage : public tls::FieldSink {
public:
    void field(const tls::Field& field) override {
        if (field.offset != next_) std::abort();
        next_ = field.offset + field.bytes.size();
    }
    std::size_t covered() const { return next_; }

private:
    std::size_t next_ = 0;
};

} // namespace vitrine::tests
