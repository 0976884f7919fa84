// Fuzzes the parser of certification requests (RFC 2986 §4): what an authority is sent by anybody.
#include "tls/x509/make/request.h"

#include <cstdlib>

namespace {

class Sink : public vitrine::tls::FieldSink {
public:
    void field(const vitrine::tls::Field& field) override {
        if (field.offset != next_) std::abort(); // each byte is told of once, in order
        next_ = field.offset + field.bytes.size();
    }

private:
    std::size_t next_ = 0;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { // NOLINT(*-identifier-naming)
    using namespace vitrine::x509;
    try {
        Sink sink;
        static_cast<void>(CertificateRequest::parse({data, size}, &sink).signature_verifies());
    } catch (const ParseError&) {
        return 0; // what is expected of most inputs
    }
    return 0;
}
