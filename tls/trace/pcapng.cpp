// A connection as Wireshark and tshark show it: the blocks of a pcapng file (draft-ietf-opsawg-pcapng).
#include "tls/trace/pcapng.h"

#include <fmt/format.h>

#include <concepts>

namespace vitrine::tls {

namespace {

enum class BlockType : std::uint32_t { // draft-ietf-opsawg-pcapng §4
    interface_description = 1,
    enhanced_packet = 6,
    decryption_secrets = 10,
    section_header = 0x0a0d0d0a,
};
constexpr std::uint32_t byte_order_magic = 0x1a2b3c4d;
constexpr std::uint32_t tls_key_log = 0x544c534b; // "TLSK"
constexpr std::uint16_t linktype_raw = 101;       // packets begin with the header of IP
constexpr std::uint16_t option_comment = 1;
constexpr std::string_view comment =
    "Written by vitrine: the TLS records are real, TCP and IP around them are made up.";

// Numbers are written in little-endian order, which byte_order_magic tells.
template <std::unsigned_integral Number> void put(Bytes& to, Number value) {
    for (std::size_t i = 0; i < sizeof(Number); ++i)
        to.push_back(static_cast<std::uint8_t>(std::uint64_t{value} >> 8 * i));
}

void pad(Bytes& body) { body.resize((body.size() + 3) / 4 * 4); }

Bytes block(BlockType type, Bytes body) {
    pad(body);
    const auto size = static_cast<std::uint32_t>(4 + 4 + body.size() + 4);
    Bytes out;
    put(out, static_cast<std::uint32_t>(type));
    put(out, size);
    append(out, body);
    put(out, size);
    return out;
}

Bytes section_header() {
    Bytes body;
    put(body, byte_order_magic);
    put(body, std::uint16_t{1}); // version 1.0
    put(body, std::uint16_t{0});
    put(body, ~std::uint64_t{0}); // the section's length is not known yet
    put(body, option_comment);
    put(body, static_cast<std::uint16_t>(comment.size()));
    append(body, as_bytes(comment));
    pad(body);
    put(body, std::uint32_t{0}); // end of options
    return block(BlockType::section_header, std::move(body));
}

Bytes interface_description() {
    Bytes body;
    put(body, linktype_raw);
    put(body, std::uint16_t{0}); // reserved
    put(body, std::uint32_t{0}); // packets of any size; times in microseconds
    return block(BlockType::interface_description, std::move(body));
}

Bytes enhanced_packet(View packet, PcapngBlocks::Time time) {
    const auto microseconds = static_cast<std::uint64_t>(time.time_since_epoch().count());
    Bytes body;
    put(body, std::uint32_t{0}); // of the interface
    put(body, static_cast<std::uint32_t>(microseconds >> 32));
    put(body, static_cast<std::uint32_t>(microseconds));
    put(body, static_cast<std::uint32_t>(packet.size())); // captured
    put(body, static_cast<std::uint32_t>(packet.size())); // sent
    append(body, packet);
    return block(BlockType::enhanced_packet, std::move(body));
}

Bytes decryption_secrets(std::string_view key_log_line) {
    Bytes body;
    put(body, tls_key_log);
    put(body, static_cast<std::uint32_t>(key_log_line.size()));
    append(body, as_bytes(key_log_line));
    return block(BlockType::decryption_secrets, std::move(body));
}

PcapngBlocks::Time beginning_of(const std::vector<Event>& events, Role us) {
    for (const Event& event : events)
        if (const auto* clock = as<told::ClockRead>(event); clock != nullptr && event.us == us) return clock->now;
    return {};
}

} // namespace

Bytes pcapng_header() {
    Bytes header = section_header();
    append(header, interface_description());
    return header;
}

PcapngBlocks::PcapngBlocks(TcpEnds ends, std::function<Time()> now, std::function<void(View)> sink)
    : packets_(std::move(ends)), now_(std::move(now)), sink_(std::move(sink)) {}

PcapngBlocks::~PcapngBlocks() {
    if (open_) write(packets_.close());
}

void PcapngBlocks::write(const std::vector<Bytes>& packets) {
    Bytes blocks;
    for (const Bytes& packet : packets) append(blocks, enhanced_packet(packet, now_()));
    sink_(blocks);
}

void PcapngBlocks::wire(Role /*us*/, const WireEvent& event) {
    if (!open_) write(packets_.open());
    open_ = true;
    write(packets_.data(event.sender, event.bytes));
}

void PcapngBlocks::secret(Role /*us*/, std::string_view label, View client_random, View secret) {
    sink_(decryption_secrets(fmt::format("{} {} {}\n", label, to_hex(client_random), to_hex(secret)))); // RFC 9850 §2
}

Bytes pcapng_of(const std::vector<Event>& events, Role us) {
    Bytes file = pcapng_header();
    PcapngBlocks::Time time = beginning_of(events, us);
    {
        PcapngBlocks blocks{
            {}, [&time] { return time += std::chrono::milliseconds{1}; }, [&file](View block) { append(file, block); }};
        for (const Event& event : events) {
            if (event.us != us) continue;
            if (const auto* wire = as<told::Wire>(event)) blocks.wire(us, {wire->sender, wire->bytes});
            if (const auto* secret = as<told::Secret>(event))
                blocks.secret(us, secret->label, secret->client_random, secret->secret);
        }
    } // the connection is closed here
    return file;
}

} // namespace vitrine::tls
