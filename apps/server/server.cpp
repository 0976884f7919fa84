// vitrine server: listens, and serves every client: echo, reversed lines, a page, a sink, a source.
#include "apps/server/config.h"
#include "apps/server/door.h"
#include "apps/server/stats.h"
#include "apps/terminal.h"

#include <fmt/format.h>
#include <sys/resource.h>

namespace vitrine::apps {

namespace {

constexpr std::size_t most_connections = 100'000, most_threads = 64;
constexpr std::size_t spare_descriptors = 64; // for files, pipes and the counters' readers

void check(const ServerOptions& options) {
    if (options.max_connections == 0 || options.max_connections > most_connections)
        throw UsageError{fmt::format("--max-connections: 1 to {}", most_connections)};
    if (options.threads == 0 || options.threads > most_threads)
        throw UsageError{fmt::format("--threads: 1 to {}", most_threads)};
    if (options.v4 && options.v6) throw UsageError{"-4 and -6 exclude each other"};
}

// Each client needs a descriptor; the limit that is set at first is often 1024, and may be raised.
void allow_descriptors(std::size_t connections) {
    rlimit limit{};
    const rlim_t wanted = connections + spare_descriptors;
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
    limit.rlim_cur = std::min(wanted, limit.rlim_max);
    ::setrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur < wanted)
        say(fmt::format("vitrine: --max-connections {}: only {} descriptors may be open here\n", connections,
                        limit.rlim_cur));
}

net::TcpListener listener_for(const net::HostAndPort& address, const ServerOptions& options) {
    return {address.host, address.port,
            options.v4   ? net::IpVersion::v4
            : options.v6 ? net::IpVersion::v6
                         : net::IpVersion::any};
}

} // namespace

ExitCode run_server(const Arguments& arguments) {
    ServerOptions options;
    if (!parse_options(arguments, options)) return ExitCode::ok;
    check(options);
    const net::HostAndPort address = address_of(options);
    const std::unique_ptr<tls::KeyLog> key_log = open_key_log(key_log_path(options.shared));
    const std::unique_ptr<PcapngFile> pcapng = open_pcapng(options.shared.pcapng_file);
    House house{options, config_of(options, nullptr)};
    house.key_log = key_log.get();
    house.pcapng = pcapng.get();
    const net::TcpListener listener = listener_for(address, options);
    allow_descriptors(options.max_connections);
    asio::io_context io;
    std::vector<std::unique_ptr<Worker>> workers;
    for (std::size_t i = 0; i < options.threads; ++i) workers.push_back(std::make_unique<Worker>(house));
    Door door{io, house, workers, listener};
    const std::unique_ptr<StatsPort> stats = open_stats_port(io, options.stats, house.counters);
    say(fmt::format("ACCEPT {}\n", listener.local_address()));
    door.run();
    workers.clear(); // waits for them
    report_key_log(key_log.get());
    return door.was_stopped() ? ExitCode::ok : house.last_failure.load();
}

} // namespace vitrine::apps
