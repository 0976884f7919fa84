// vitrine as client and as server in one thread, joined by memory.
#pragma once

#include "bench/scenario.h"
#include "tls/connection.h"

#include <optional>

namespace vitrine::bench {

// What is made once and used for many connections.
struct VitrineConfigs {
    VitrineConfigs(const Scenario& scenario, const Certificates& certificates);
    void remember(class VitrinePair&) {} // the client's store does
    std::shared_ptr<const tls::ClientConfig> client;
    std::shared_ptr<const tls::ServerConfig> server;
};

// Each stack has a pair of this shape: see bench/stacks.h.
class VitrinePair {
public:
    // What pairs share that are used one at a time. Nothing lies between the ends: bytes go from the buffer of one
    // straight into the buffer of the other.
    struct Wire {
        crypto::SystemRandom random;
        tls::SystemClock clock;
    };

    // Both are borrowed.
    VitrinePair(const VitrineConfigs& configs, Wire& wire);

    void start(Side side);
    void advance(Side side); // as far as it goes; what it has to say is then with the other side. Throws if it fails
    bool established(Side side) const { return end_of(side)->established(); }
    bool resumed() const { return server_->agreed().resumption != tls::Resumption::none; }
    void rest(Side side) { end_of(side)->release_memory(); } // gives back what an idle connection can do without
    void end(Side side) { end_of(side).reset(); }

    // From the client's buffer to the server's, as one record or more.
    void write_and_read(View message, MutableView received);
    // The same, but written into the connection's own buffer and read where it lies there.
    void write_and_read_in_place(std::size_t size);

private:
    std::optional<tls::Connection>& end_of(Side side) { return side == Side::client ? client_ : server_; }
    const std::optional<tls::Connection>& end_of(Side side) const { return side == Side::client ? client_ : server_; }
    void move_records();

    const VitrineConfigs& configs_;
    Wire& wire_;
    std::optional<tls::Connection> client_, server_;
};

} // namespace vitrine::bench
