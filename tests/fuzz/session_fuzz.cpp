// A session's bytes, as a file or a ticket holds them, under libFuzzer: what decode_session() accepts, encode_session()
// gives back byte for byte.
#include "tls/session/session.h"

#include <algorithm>
#include <cstdlib>
#include <stdexcept>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vitrine;
    const View input{data, size};
    try {
        const tls::Session session = tls::decode_session(input);
        const crypto::SecretBytes again = encode_session(session);
        // A time beyond any clock is cut, so that only what stands for a real one comes back.
        const bool is_cut = session.made.time_since_epoch().count() == std::int64_t{1} << 40;
        if (!is_cut && !std::ranges::equal(again.view(), input)) std::abort();
        tls::decode_session(again.view());
    } catch (const std::invalid_argument&) { // refused, as it should be
    }
    return 0;
}
