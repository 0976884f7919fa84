// From captured TCP segments to conversations: which connection a segment belongs to, and who its client is.
#pragma once

#include "apps/capture.h"
#include "apps/packet.h"
#include "apps/tcp_stream.h"

namespace vitrine::apps {

class TcpConnections {
public:
    using Time = decltype(Chunk::time);

    // In the order in which they were captured.
    void add(const TcpSegment& segment, std::size_t packet, Time time);
    // Those that carried data, by their first packet.
    std::vector<Conversation> conversations() const;
    std::size_t left_out() const { return left_out_; } // segments of more connections than are followed

private:
    struct Arrival { // as Chunk, but by side
        std::size_t side;
        Bytes bytes;
        std::size_t packet;
        Time time;
    };
    struct Connection {
        std::array<Endpoint, 2> ends; // side 0 sent the first packet
        std::array<TcpStream, 2> streams;
        std::vector<Arrival> arrivals;
        std::optional<std::size_t> opener; // the side that sent the SYN
        bool over = false;                 // a FIN or RST was seen: a SYN begins another connection
        std::string cut, reset;            // sentences, if a packet was cut short, or the connection reset
    };
    struct Roles {
        std::size_t client; // a side
        std::string doubt;  // a sentence, if it had to be guessed
    };

    Connection* connection_of(const TcpSegment& segment);
    static bool begins_anew(const Connection& connection, std::size_t side, const TcpSegment& segment);
    static void synchronize(Connection& connection, std::size_t side, const TcpSegment& segment);
    static Roles roles_in(const Connection& connection);
    static Conversation conversation_of(const Connection& connection);

    std::vector<Connection> connections_;
    std::map<std::array<Endpoint, 2>, std::size_t> latest_; // by both ends in order; an index
    std::size_t left_out_ = 0;
};

} // namespace vitrine::apps
