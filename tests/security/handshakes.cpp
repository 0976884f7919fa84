// N full handshakes in memory, both ends in one thread, nobody watching: for whoever counts instructions
// (see count_instructions.py). RSA-2048, X25519, the client verifying chain and name.
#include "tests/support/endpoints.h"

#include <cstdlib>
#include <fmt/format.h>

int main(int argument_count, char** arguments) {
    using namespace vitrine;
    const int count = argument_count > 1 ? std::atoi(arguments[1]) : 1;
    int established = 0;
    const tls::ClientConfig client = tests::client_config();
    const tls::ServerConfig server = tests::server_config();
    for (int i = 0; i < count; ++i) {
        tests::SeededPair both{client, server};
        both.pair.run();
        established += both.client.established() && both.server.established() ? 1 : 0;
    }
    fmt::print("{} of {} handshakes established\n", established, count);
    return established == count ? EXIT_SUCCESS : EXIT_FAILURE;
}
