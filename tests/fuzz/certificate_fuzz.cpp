// Fuzzes the parser of certificates (RFC 5280 §4) and asks for a verdict about what it accepts (RFC 5280 §6).
#include "tls/x509/path/validate.h"

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
        const std::vector<Certificate> presented{Certificate::parse({data, size}, &sink)};
        Question question{};
        question.time = presented[0].not_before();
        question.host_name = "example.com";
        const TrustStore nothing;
        if (validate(presented, nothing, question).trusted) std::abort(); // by whom?
        TrustStore itself;
        itself.add(presented[0]);
        static_cast<void>(validate(presented, itself, question));
    } catch (const ParseError&) {
        return 0; // what is expected of most inputs
    }
    return 0;
}
