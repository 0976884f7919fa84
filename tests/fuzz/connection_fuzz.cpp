// A whole connection, either role, fed with arbitrary bytes in arbitrary pieces: it must not crash, and what it does
// must not depend on how the bytes are chopped.
#include "tests/support/endpoints.h"

#include <algorithm>
#include <cstdlib>

namespace {

using namespace vitrine;
using namespace vitrine::tls;

template <class Config> const std::shared_ptr<const Config>& shared(Config (*make)()) {
    static const auto config = std::make_shared<const Config>(make());
    return config;
}

ServerConfig server_that_asks() {
    ServerConfig config = tests::server_config();
    config.client_authentication = ClientAuthentication::optional;
    return config;
}

ClientConfig client() { return tests::client_config(); }

struct Outcome {
    State state;
    Ending ending;
    Bytes said;
    bool operator==(const Outcome&) const = default;
};

Outcome feed(Connection& connection, View bytes, std::size_t piece) {
    Outcome outcome{};
    for (;;) {
        while (connection.step()) {
        }
        append(outcome.said, connection.to_peer().data());
        connection.to_peer().consume(connection.to_peer().data().size());
        connection.to_app().consume(connection.to_app().data().size());
        const MutableView space = connection.from_peer().space();
        if (bytes.empty() || space.empty()) break;
        const std::size_t size = std::min({piece, bytes.size(), space.size()});
        std::copy_n(bytes.begin(), size, space.begin());
        connection.from_peer().commit(size);
        bytes = bytes.subspan(size);
    }
    outcome.state = connection.state();
    outcome.ending = connection.ending();
    return outcome;
}

template <class Config>
Outcome run(const std::shared_ptr<const Config>& config, std::string_view seed, View bytes, std::size_t piece) {
    tests::SeededEnd end{seed};
    Connection connection{config, end.environment()};
    return feed(connection, bytes, piece);
}

Outcome run_role(bool as_client, View bytes, std::size_t piece) {
    if (as_client) return run(shared<ClientConfig>(client), "client", bytes, piece);
    return run(shared<ServerConfig>(server_that_asks), "server", bytes, piece);
}

} // namespace

// The first byte chooses the role and the size of the pieces.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const bool as_client = (data[0] & 1) != 0;
    const std::size_t piece = 1 + (data[0] >> 1);
    const View bytes = View{data, size}.subspan(1);
    const Outcome chopped = run_role(as_client, bytes, piece);
    const Outcome whole = run_role(as_client, bytes, bytes.size());
    if (!(chopped == whole)) std::abort();
    return 0;
}
