// Both ends of one connection (RFC 5246) in one thread, joined by memory: the same run every time, to be stepped
// through.
#include "tls/lab/pair.h"
#include "apps/kept_run.h"
#include "apps/recording_file.h"
#include "tls/lab/identities.h"
#include "tls/lab/seeded_end.h"
#include "tls/trace/watched.h"

#include <algorithm>
#include <iostream>

using namespace vitrine;

namespace {

enum class Visit : std::uint8_t { first, second };

std::shared_ptr<const tls::ClientConfig> client_config(const std::string& host, Visit visit) {
    auto config = std::make_shared<tls::ClientConfig>();
    if (visit == Visit::second) config->sessions = std::make_shared<tls::SessionCache>();
    config->server_name = config->verify_host_name = host;
    config->trust_store = tls::lab_trust_store();
    return config;
}

std::shared_ptr<const tls::ServerConfig> server_config(Visit visit) {
    auto config = std::make_shared<tls::ServerConfig>();
    if (visit == Visit::second) config->tickets = std::make_shared<tls::TicketKeys>();
    config->identities.push_back(tls::lab_identity(tls::LabCertificate::leaf));
    return config;
}

// What one end runs in, and all that it tells.
struct End {
    template <class Config>
    End(tls::Role role, const std::string& seed, const std::shared_ptr<const Config>& config)
        : run{config}, seeded{seed + std::string{name_of(role)}}, random{seeded.random, {&run, role}},
          clock{seeded.clock, {&run, role}} {}
    tls::Environment environment() { return {random, clock, &run}; }

    apps::KeptRun run; // for the debugger to read
    tls::SeededEnd seeded;
    tls::WatchedRandom random;
    tls::WatchedClock clock;
};

void say(tls::Connection& connection, std::string_view line) {
    std::ranges::copy(as_bytes(line), connection.from_app().space().begin());
    connection.from_app().commit(line.size());
}

// An earlier connection, which nobody watches: it leaves the client with a ticket.
void make_first_visit(const std::shared_ptr<const tls::ClientConfig>& of_client,
                      const std::shared_ptr<const tls::ServerConfig>& of_server) {
    tls::SeededEnd client{"first client"}, server{"first server"};
    tls::Pair pair{of_client, client.environment(), of_server, server.environment()};
    pair.run();
}

void talk(tls::Pair& pair) {
    pair.run(); // the handshake
    if (const tls::FailureReport* failure = pair.client.failure()) {
        std::cout << name_of(failure->us) << ": " << failure->failure.sentence << '\n';
        return;
    }
    say(pair.client, "hello\n");
    pair.run();
    std::cout << "server: " << as_text(pair.server.to_app().data());
    pair.server.to_app().consume(pair.server.to_app().data().size());
    pair.client.close();
    pair.run();
}

} // namespace

// example_pair [--resumed] [HOST [FILE [SEED]]]: with --resumed, it is the second visit, and the handshake abbreviated.
// The certificate is one for localhost, and a client that expects another name refuses it. FILE gets the recording of
// the client, with its secrets. SEED makes the handshake that of `vitrine step pair --seed SEED`.
int main(int count, char** arguments) {
    const bool again = count > 1 && std::string_view{arguments[1]} == "--resumed";
    if (again) {
        --count;
        ++arguments;
    }
    const Visit visit = again ? Visit::second : Visit::first;
    const auto of_client = client_config(count > 1 ? arguments[1] : "localhost", visit);
    const auto of_server = server_config(visit);
    if (again) make_first_visit(of_client, of_server);
    const std::string seed = count > 3 ? std::string{arguments[3]} + " " : "";
    End client{tls::Role::client, seed, of_client};
    End server{tls::Role::server, seed, of_server};
    tls::Pair pair{of_client, client.environment(), of_server, server.environment()};
    talk(pair);
    if (count > 2) apps::write_recording(arguments[2], apps::parse_recording(client.run.recording(), "this run"));
}
