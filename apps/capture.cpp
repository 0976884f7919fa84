// Captures by tcpdump, Wireshark and others: libpcap reads the file, and what it holds becomes conversations.
#include "apps/capture.h"

#include "apps/packet.h"
#include "apps/pcapng_secrets.h"
#include "apps/tcp_connections.h"

#include <fmt/format.h>
#include <pcap/pcap.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

namespace vitrine::apps {

namespace {

constexpr std::size_t max_file = std::size_t{256} << 20; // bytes
constexpr std::size_t max_troubles = 20;                 // sentences; junk has endlessly many

struct ClosePcap {
    void operator()(pcap_t* pcap) const { pcap_close(pcap); }
};
using Pcap = std::unique_ptr<pcap_t, ClosePcap>;

Pcap open_capture(View file) {
    if (file.size() > max_file)
        throw CaptureError{fmt::format("the capture has more than {} MiB: tshark -Y 'tcp.stream eq 0' -w part.pcapng "
                                       "takes one connection out of it",
                                       max_file >> 20)};
    if (file.empty()) throw CaptureError{"the capture is empty"};
    // fmemopen wants a mutable pointer, and with "r" never writes to it
    std::FILE* const stream = fmemopen(const_cast<std::uint8_t*>(file.data()), file.size(), "rb");
    if (stream == nullptr) throw std::system_error(errno, std::generic_category(), "fmemopen");
    std::array<char, PCAP_ERRBUF_SIZE> reason{};
    pcap_t* const pcap = pcap_fopen_offline(stream, reason.data());
    if (pcap != nullptr) return Pcap{pcap};
    std::fclose(stream);
    throw CaptureError{fmt::format("this is no capture that libpcap reads: {}", reason.data())};
}

void check_link_type(int link_type) {
    if (is_known_link_type(link_type)) return;
    const char* const name = pcap_datalink_val_to_name(link_type);
    throw CaptureError{
        fmt::format("the capture's link type is {} ({}); Ethernet, Linux cooked (SLL, SLL2), loopback and "
                    "raw IP are read",
                    name == nullptr ? "unknown" : name, link_type)};
}

TcpConnections::Time time_of(const pcap_pkthdr& header) {
    return TcpConnections::Time{std::chrono::seconds{header.ts.tv_sec} + std::chrono::microseconds{header.ts.tv_usec}};
}

// What went wrong in packets without a connection: the first of them, and how many more there are.
class PacketTroubles {
public:
    void add(std::size_t packet, const std::string& sentence) {
        if (sentences_.size() < max_troubles)
            sentences_.push_back(fmt::format("packet {} is left out: {}", packet, sentence));
        ++count_;
    }
    std::vector<std::string> take() {
        if (count_ > sentences_.size())
            sentences_.push_back(fmt::format("{} more packets are left out", count_ - sentences_.size()));
        return std::move(sentences_);
    }

private:
    std::vector<std::string> sentences_;
    std::size_t count_ = 0;
};

void read_packets(pcap_t& pcap, TcpConnections& connections, Capture& capture) {
    const int link_type = pcap_datalink(&pcap);
    check_link_type(link_type);
    PacketTroubles troubles;
    pcap_pkthdr* header = nullptr;
    const std::uint8_t* bytes = nullptr;
    int result = 0;
    std::size_t packet = 0;
    while ((result = pcap_next_ex(&pcap, &header, &bytes)) == 1) {
        const Frame frame = read_frame(link_type, View{bytes, header->caplen});
        ++packet;
        if (frame.segment) connections.add(*frame.segment, packet, time_of(*header));
        if (!frame.trouble.empty()) troubles.add(packet, frame.trouble);
    }
    capture.troubles = troubles.take();
    if (result == PCAP_ERROR)
        capture.troubles.push_back(
            fmt::format("the file cannot be read beyond packet {}: {}", packet, pcap_geterr(&pcap)));
    if (connections.left_out() > 0)
        capture.troubles.push_back(
            fmt::format("{} packets of further connections are left out: there are too many", connections.left_out()));
}

// The first four bytes of a pcap file, of either byte order, with times in micro- or in nanoseconds.
constexpr std::array<std::string_view, 4> pcap_magics{"\xd4\xc3\xb2\xa1", "\xa1\xb2\xc3\xd4", "\x4d\x3c\xb2\xa1",
                                                      "\xa1\xb2\x3c\x4d"};

} // namespace

std::vector<tls::Passage> passages_of(const Conversation& conversation) {
    std::vector<tls::Passage> passages;
    for (const Chunk& chunk : conversation.chunks) passages.push_back({chunk.sender, chunk.bytes});
    return passages;
}

bool is_capture(View file) {
    const std::string_view start = as_text(file.first(std::min<std::size_t>(4, file.size())));
    return is_pcapng(file) || std::ranges::find(pcap_magics, start) != pcap_magics.end();
}

Capture read_capture(View file) {
    const Pcap pcap = open_capture(file);
    Capture capture;
    TcpConnections connections;
    read_packets(*pcap, connections, capture);
    capture.conversations = connections.conversations();
    if (!is_pcapng(file)) return capture;
    PcapngSecrets secrets = secrets_in_pcapng(file);
    capture.key_log = std::move(secrets.key_log);
    if (!secrets.trouble.empty()) capture.troubles.push_back(std::move(secrets.trouble));
    return capture;
}

} // namespace vitrine::apps
