// vitrine as client and as server in one thread, joined by memory: the same work as OpensslPair.
#pragma once

#include "bench/scenario.h"
#include "tls/lab/pair.h"

namespace vitrine::bench {

// What is made once and used for many connections.
struct VitrineConfigs {
    VitrineConfigs(const Scenario& scenario, const Certificates& certificates);
    std::shared_ptr<const tls::ClientConfig> client;
    std::shared_ptr<const tls::ServerConfig> server;
};

class VitrinePair {
public:
    explicit VitrinePair(const VitrineConfigs& configs);

    // A full handshake, the chain and the name verified. Throws if it fails.
    void handshake();
    // From the client's buffer to the server's, as one record or more.
    void write_and_read(View message, MutableView received);

private:
    crypto::SystemRandom random_;
    tls::SystemClock clock_;
    tls::Pair pair_;
};

} // namespace vitrine::bench
