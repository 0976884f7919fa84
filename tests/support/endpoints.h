// Configurations and environments for both ends of a connection that runs the same way every time.
#pragma once

#include "tls/connection.h"
#include "tls/lab/pair.h"
#include "tls/lab/seeded_end.h"
#include "tls/x509/asn1/pem.h"

namespace vitrine::tests {

// The chain and key in support/data/NAME.pem and NAME.key.
tls::Identity identity(const std::string& name);
x509::TrustStore trust_store(const std::string& name = "ca");

// A client that asks for localhost and trusts the test root; a server that shows server_rsa.
tls::ClientConfig client_config();
tls::ServerConfig server_config(const std::string& identity_name = "server_rsa");

using tls::SeededEnd;

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
