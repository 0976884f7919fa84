// The law of the codec under libFuzzer: whatever decode() accepts, encode() gives back byte for byte, and its fields
// cover every byte. The first byte picks the message.
#include "tls/base/error.h"
#include "tls/messages/handshake_message.h"
#include "tls/wire/codec.h"

#include <array>
#include <cstdlib>
#include <cstring>

namespace {

using namespace vitrine;
using namespace vitrine::tls;

class Cover final : public FieldSink {
public:
    void field(const Field& field) override {
        if (field.offset != end) std::abort();
        end += field.bytes.size();
    }
    std::size_t end = 0;
};

template <class M> void check(View bytes) {
    Cover cover;
    const M message = decode<M>("M", bytes, &cover);
    if (cover.end != bytes.size()) std::abort();
    if (encode(message) != to_bytes(bytes)) std::abort();
}

constexpr std::array checks{
    check<HandshakeMessage>,
    check<ClientHello>,
    check<ServerHello>,
    check<Extension>,
    check<Certificate>,
    check<CertificateRequest>,
    check<CertificateVerify>,
    check<ServerKeyExchange>,
    check<ClientKeyExchange>,
    check<Finished>,
    check<NewSessionTicket>,
    check<ChangeCipherSpec>,
    check<Alert>,
    check<ServerEcdhParams>,
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const View input{data, size};
    try {
        checks.at(input[0] % checks.size())(input.subspan(1));
    } catch (const Failure&) { // refused, as it should be
    }
    return 0;
}
