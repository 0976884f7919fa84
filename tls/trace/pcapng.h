// A connection as Wireshark and tshark show it, decrypted at once: a pcapng file with the secrets inside
// (draft-ietf-opsawg-pcapng). The records are what lay on the wire; TCP and IP around them are made up.
// Whoever has the file reads the traffic.
#pragma once

#include "tls/trace/story.h"
#include "tls/trace/tcp_packets.h"

#include <functional>

namespace vitrine::tls {

// What the file begins with, once: section and interface.
Bytes pcapng_header();

// Turns what a connection tells into the blocks that stand for it: each record into packets, its master secret into a
// Decryption Secrets Block, which so comes before the first packet that needs it.
class PcapngBlocks final : public Observer {
public:
    using Time = std::chrono::sys_time<std::chrono::microseconds>;

    // `now` gives the time of each packet; `sink` takes whole blocks, one or several at a time.
    PcapngBlocks(TcpEnds ends, std::function<Time()> now, std::function<void(View)> sink);
    ~PcapngBlocks() override; // closes the TCP connection, if it was opened
    PcapngBlocks(const PcapngBlocks&) = delete;
    PcapngBlocks& operator=(const PcapngBlocks&) = delete;

    void wire(Role us, const WireEvent& event) override;
    void secret(Role us, std::string_view label, View client_random, View secret) override;

private:
    void write(const std::vector<Bytes>& packets);

    TcpPackets packets_;
    std::function<Time()> now_;
    std::function<void(View)> sink_;
    bool open_ = false;
};

// A whole file of the connection as its end `us` told it. A millisecond passes from packet to packet, from the time
// that this end read on its clock.
Bytes pcapng_of(const std::vector<Event>& events, Role us);

} // namespace vitrine::tls
