// What a server counts.
#include "apps/server/counters.h"

#include <array>
#include <fmt/format.h>
#include <malloc.h>

namespace vitrine::apps {

void Counters::count_handshake(const tls::Connection& connection) {
    switch (connection.agreed().resumption) {
    case tls::Resumption::none: ++full_handshakes; break;
    case tls::Resumption::ticket: ++resumed_by_ticket; break;
    case tls::Resumption::session_id: ++resumed_by_id; break;
    }
}

void Counters::count_end(const tls::Connection& connection, Driver::Outcome outcome) {
    if (outcome == Driver::Outcome::timed_out) ++timed_out;
    if (outcome != Driver::Outcome::ended) return;
    switch (connection.ending()) {
    case tls::Ending::failed: ++(connection.failure()->sent_by_peer ? alerts_received : alerts_sent); break;
    case tls::Ending::truncated: ++truncated; break;
    case tls::Ending::clean: ++clean; break;
    case tls::Ending::open: break;
    }
}

std::string prometheus_text(const Counters& counters) {
    struct Family {
        std::string_view name, type, help;
    };
    struct Sample {
        std::size_t family;
        std::string_view labels;
        const Counters::Count& value;
    };
    // clang-format off
    constexpr std::array families{
        Family{"vitrine_connections_accepted_total", "counter", "Clients that came."},
        Family{"vitrine_connections_open",           "gauge",   "Clients that are here."},
        Family{"vitrine_handshakes_total",           "counter", "Handshakes done, by how."},
        Family{"vitrine_connections_ended_total",    "counter", "Connections over, by how."},
        Family{"vitrine_wire_bytes_total",           "counter", "Bytes of TLS, by direction."},
        Family{"vitrine_heap_bytes",                 "gauge",   "What malloc has given and not got back."},
        Family{"vitrine_reloads_total",              "counter", "Certificates and keys read anew, by result."},
    };
    const Counters::Count heap{::mallinfo2().uordblks}; // of all threads
    const std::array samples{
        Sample{0, "",                         counters.accepted},
        Sample{1, "",                         counters.open},
        Sample{2, R"({kind="full"})",         counters.full_handshakes},
        Sample{2, R"({kind="ticket"})",       counters.resumed_by_ticket},
        Sample{2, R"({kind="session_id"})",   counters.resumed_by_id},
        Sample{3, R"({how="clean"})",         counters.clean},
        Sample{3, R"({how="alert_sent"})",    counters.alerts_sent},
        Sample{3, R"({how="alert_received"})", counters.alerts_received},
        Sample{3, R"({how="truncated"})",     counters.truncated},
        Sample{3, R"({how="timed_out"})",     counters.timed_out},
        Sample{3, R"({how="cut_off"})",       counters.cut_off},
        Sample{4, R"({direction="received"})", counters.bytes_received},
        Sample{4, R"({direction="sent"})",    counters.bytes_sent},
        Sample{5, "",                         heap},
        Sample{6, R"({result="done"})",       counters.reloads},
        Sample{6, R"({result="failed"})",     counters.failed_reloads},
    };
    // clang-format on
    std::string text;
    std::size_t told = families.size();
    for (const Sample& sample : samples) {
        const Family& family = families.at(sample.family);
        if (std::exchange(told, sample.family) != sample.family)
            text += fmt::format("# HELP {} {}\n# TYPE {} {}\n", family.name, family.help, family.name, family.type);
        text += fmt::format("{}{} {}\n", family.name, sample.labels, sample.value.load());
    }
    return text;
}

} // namespace vitrine::apps
