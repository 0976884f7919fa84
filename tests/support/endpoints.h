// Configurations and environments for both ends of a connection that runs the same way every time.
#pragma once

#include "tls/connection.h"
#include "tls/lab/fixed_clock.h"
#include "tls/lab/pair.h"
#include "tls/lab/seeded_random.h"
#include "tls/x509/pem.h"

namespace vitrine::tests {

// The chain and key in support/data/NAME.pem and NAME.key.
tls::Identity identity(const std::string& name);
x509::TrustStore trust_store(const std::string& name = "ca");

// A client that asks for localhost and trusts the test root; a server that shows server_rsa.
tls::ClientConfig client_config();
tls::ServerConfig server_config(const std::string& identity_name = "server_rsa");

// A seeded end: its randomness, a clock that stands in 2030, and the environment made of them.
struct SeededEnd {
    explicit SeededEnd(std::string_view seed, tls::Observer* watcher = nullptr) : random(seed), observer(watcher) {}
    tls::Environment environment() { return {random, clock, observer}; }

    tls::SeededRandom random;
    tls::FixedClock clock{std::chrono::sys_days{std::chrono::year{2030} / 6 / 1}};
    tls::Observer* observer;
};

// Both ends, seeded, joined in memory.
struct SeededPair {
    SeededPair(tls::ClientConfig client, tls::ServerConfig server, tls::Observer* client_watcher = nullptr,
               tls::Observer* server_watcher = nullptr);

    SeededEnd client_end, server_end;
    tls::Pair pair;
    tls::Connection& client = pair.client;
    tls::Connection& server = pair.server;
};

// What has been delivered to the application, taken out of the connection.
Bytes take_delivered(tls::Connection& connection);
// Puts it into the connection as the application would. False if there is no room for so much at once.
bool put(tls::Connection& connection, View plaintext);

} // namespace vitrine::tests
