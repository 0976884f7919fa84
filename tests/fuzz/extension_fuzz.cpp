// One extension of any type and content under libFuzzer, added to an honest hello or put in the place of the honest
// one: the first byte says to whom and how, the next two are the type.
#include "tests/fuzz/hello_to.h"

namespace {

using namespace vitrine;
using namespace vitrine::tls;

void put(std::optional<Extensions>& extensions, ExtensionType type, View content, bool replace) {
    if (replace) std::erase_if(*extensions, [type](const Extension& extension) { return extension.type == type; });
    extensions->push_back({type, UnknownExtension{to_bytes(content)}});
}

void say_to_server(ExtensionType type, View content, bool replace) {
    static const auto config = std::make_shared<const ServerConfig>(fuzz::server_with_sessions());
    static const ClientHello honest = fuzz::honest_hello(fuzz::client_with_sessions());
    ClientHello hello = honest;
    put(hello.extensions, type, content, replace);
    tests::SeededEnd end{"server"};
    Connection connection{config, end.environment()};
    fuzz::say(connection, HandshakeType::client_hello, encode(hello));
}

void say_to_client(ExtensionType type, View content, bool replace) {
    static const auto config = std::make_shared<const ClientConfig>(fuzz::client_with_sessions());
    ServerHello hello;
    hello.cipher_suite = CipherSuite::tls_ecdhe_rsa_with_aes_128_gcm_sha256;
    hello.extensions = Extensions{{ExtensionType::renegotiation_info, RenegotiationInfo{}},
                                  {ExtensionType::extended_master_secret, ExtendedMasterSecret{}}};
    put(hello.extensions, type, content, replace);
    tests::SeededEnd end{"client"};
    Connection connection{config, end.environment()};
    while (connection.step()) {
    }
    fuzz::say(connection, HandshakeType::server_hello, encode(hello));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t head = 3;
    if (size < head || size > 60'000) return 0;
    const auto type = static_cast<ExtensionType>(data[1] << 8U | data[2]);
    const View content = View{data, size}.subspan(head);
    const bool replace = (data[0] & 2) != 0;
    if ((data[0] & 1) != 0)
        say_to_server(type, content, replace);
    else
        say_to_client(type, content, replace);
    return 0;
}
