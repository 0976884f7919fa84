// From captured TCP segments to conversations: which connection a segment belongs to, and who its client is.
#include "apps/tcp_connections.h"

#include "tls/trace/client_hello_search.h"

#include <fmt/format.h>

#include <utility>

namespace vitrine::apps {

namespace {

constexpr std::size_t max_connections = 20'000;

} // namespace

// The same ports, used again (RFC 9293 §3.4.1): a SYN after the end, or one whose number does not fit.
bool TcpConnections::begins_anew(const Connection& connection, std::size_t side, const TcpSegment& segment) {
    if (!segment.syn) return false;
    if (connection.over && !segment.ack) return true;
    const TcpStream& stream = connection.streams[side];
    return stream.begun() && !stream.begins_at(segment.sequence_number + 1);
}

TcpConnections::Connection* TcpConnections::connection_of(const TcpSegment& segment) {
    std::array<Endpoint, 2> key{segment.source, segment.destination};
    if (key[1] < key[0]) std::swap(key[0], key[1]);
    const auto known = latest_.find(key);
    if (known != latest_.end()) {
        Connection& connection = connections_[known->second];
        const std::size_t side = segment.source == connection.ends[0] ? 0 : 1;
        if (!begins_anew(connection, side, segment)) return &connection;
    }
    if (connections_.size() == max_connections) return nullptr;
    latest_[key] = connections_.size();
    Connection& connection = connections_.emplace_back();
    connection.ends = {segment.source, segment.destination};
    return &connection;
}

// Learns where both streams begin, and which side opened the connection.
void TcpConnections::synchronize(Connection& connection, std::size_t side, const TcpSegment& segment) {
    TcpStream& stream = connection.streams[side];
    TcpStream& other_stream = connection.streams[1 - side];
    if (segment.syn) {
        stream.begin_at(segment.sequence_number + 1); // a SYN counts as one byte: RFC 9293 §3.4
        if (!connection.opener) connection.opener = segment.ack ? 1 - side : side;
    }
    if (!segment.payload.empty()) stream.begin_at(segment.sequence_number);
    if (segment.ack && !segment.rst) {
        other_stream.begin_at(segment.acknowledgment_number);
        other_stream.acknowledge(segment.acknowledgment_number);
    }
}

void TcpConnections::add(const TcpSegment& segment, std::size_t packet, Time time) {
    Connection* const connection = connection_of(segment);
    if (connection == nullptr) {
        ++left_out_;
        return;
    }
    const std::size_t side = segment.source == connection->ends[0] ? 0 : 1;
    TcpStream& stream = connection->streams[side];
    const std::uint32_t first = segment.sequence_number + (segment.syn ? 1 : 0);
    synchronize(*connection, side, segment);
    if (!segment.rst && !segment.payload.empty())
        if (Bytes arrived = stream.add(first, segment.payload, packet); !arrived.empty())
            connection->arrivals.push_back({side, std::move(arrived), packet, time});
    if (segment.fin && stream.begun())
        stream.end_at(first + static_cast<std::uint32_t>(segment.payload.size() + segment.not_captured));
    if (segment.not_captured > 0 && connection->cut.empty())
        connection->cut = fmt::format("packet {} was captured without its last {} bytes (tcpdump -s 0 keeps them all)",
                                      packet, segment.not_captured);
    if (segment.rst && connection->reset.empty())
        connection->reset = fmt::format("{} reset the connection (packet {})", text_of(segment.source), packet);
    connection->over = connection->over || segment.fin || segment.rst;
}

TcpConnections::Roles TcpConnections::roles_in(const Connection& connection) {
    const auto& streams = connection.streams;
    const std::array<bool, 2> says_hello{tls::find_client_hello(streams[0].bytes()).has_value(),
                                         tls::find_client_hello(streams[1].bytes()).has_value()};
    const auto& opener = connection.opener;
    if (says_hello[0] != says_hello[1]) {
        const std::size_t client = says_hello[0] ? 0 : 1;
        if (!opener) return {client, "the beginning of the connection is not in the capture"};
        if (*opener != client) return {client, "the TLS client is not the one who opened the TCP connection"};
        return {client, ""};
    }
    if (opener) return {*opener, ""};
    const std::size_t higher_port = connection.ends[0].port < connection.ends[1].port ? 1 : 0;
    return {higher_port, "the beginning of the connection is not in the capture: who is the client is a guess"};
}

Conversation TcpConnections::conversation_of(const Connection& connection) {
    const Roles roles = roles_in(connection);
    Conversation conversation{
        text_of(connection.ends[roles.client]), text_of(connection.ends[1 - roles.client]), {}, {}};
    for (const Arrival& arrival : connection.arrivals)
        conversation.chunks.push_back({arrival.side == roles.client ? tls::Role::client : tls::Role::server,
                                       arrival.bytes, arrival.packet, arrival.time});
    if (!roles.doubt.empty()) conversation.troubles.push_back(roles.doubt);
    for (const std::size_t side : {roles.client, 1 - roles.client})
        for (const std::string& trouble : connection.streams[side].troubles())
            conversation.troubles.push_back(
                fmt::format("the {} {}", side == roles.client ? "client" : "server", trouble));
    for (const std::string& trouble : {connection.cut, connection.reset})
        if (!trouble.empty()) conversation.troubles.push_back(trouble);
    return conversation;
}

std::vector<Conversation> TcpConnections::conversations() const {
    std::vector<Conversation> all;
    for (const Connection& connection : connections_)
        if (!connection.arrivals.empty()) all.push_back(conversation_of(connection));
    return all;
}

} // namespace vitrine::apps
