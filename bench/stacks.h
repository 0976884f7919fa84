// The stacks that are compared: each a name and its types, by which the benchmarks are templates.
#pragma once

#include "bench/evp_protection.h"
#include "bench/openssl_pair.h"
#include "bench/socket_ends.h"
#include "bench/vitrine_pair.h"
#include "bench/vitrine_protection.h"
#if VITRINE_BENCH_GNUTLS
#include "bench/gnutls_pair.h"
#include "bench/gnutls_protection.h"
#include "bench/gnutls_socket_end.h"
#endif

namespace vitrine::bench {

struct Vitrine {
    static constexpr std::string_view name = "vitrine";
    using Configs = VitrineConfigs;
    using Pair = VitrinePair;
    using Protection = VitrineProtection;
    using SocketEnd = VitrineSocketEnd;
};

struct Openssl {
    static constexpr std::string_view name = "openssl";
    using Configs = OpensslContexts;
    using Pair = OpensslPair;
    using Protection = EvpProtection;
    using SocketEnd = OpensslSocketEnd;
};

#if VITRINE_BENCH_GNUTLS
struct Gnutls {
    static constexpr std::string_view name = "gnutls";
    using Configs = GnutlsContexts;
    using Pair = GnutlsPair;
    using Protection = GnutlsProtection;
    using SocketEnd = GnutlsSocketEnd;
};
#endif

// Calls `use` with a value of each stack's type: side by side, so that all meet the same state of the machine.
template <class Use> void for_each_stack(Use use) {
    use(Vitrine{});
    use(Openssl{});
#if VITRINE_BENCH_GNUTLS
    use(Gnutls{});
#endif
}

// "full handshake, RSA-2048/openssl": how a report finds the row and who stands in it.
template <class Stack> std::string in_row(const std::string& row, Stack) {
    return row + "/" + std::string{Stack::name};
}

// Both ends, made and shaken hands; chain and name verified. Throws if that fails.
template <class Pair> void establish(Pair& pair) {
    pair.start(Side::client);
    pair.start(Side::server);
    for (int flight = 0; flight < 3; ++flight) { // client, server, client, server, client
        pair.advance(Side::client);
        pair.advance(Side::server);
    }
    if (!pair.established(Side::client) || !pair.established(Side::server)) throw std::runtime_error{"no handshake"};
}

} // namespace vitrine::bench
