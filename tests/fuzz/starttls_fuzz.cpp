// Any server before TLS, cut into pieces anywhere: it is refused or gives the go-ahead, in bounded memory.
#include "net/starttls/start_tls.h"

using namespace vitrine;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const auto protocol = net::start_tls_protocols.at(data[0] % net::start_tls_protocols.size());
    const std::size_t piece = 1U + data[1];
    std::string_view said = as_text({data + 2, size - 2});
    net::StartTls dialogue{protocol, "fuzz.example", {}};
    try {
        while (!said.empty() && !dialogue.done()) {
            const std::size_t next = std::min(piece, said.size());
            dialogue.receive(said.substr(0, next));
            said.remove_prefix(next);
            if (dialogue.take_to_send().size() > 100) __builtin_trap();
        }
    } catch (const net::StartTlsError&) {
        if (dialogue.done()) __builtin_trap();
    }
    return 0;
}
