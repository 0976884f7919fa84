// One direction of a captured TCP connection: from segments in any order to bytes in order (RFC 9293 §3.4).
#include "apps/tcp_stream.h"

#include <fmt/format.h>

#include <algorithm>
#include <concepts>

namespace vitrine::apps {

namespace {

// Bytes that one end may send before they are acknowledged: what lies further ahead is junk (RFC 7323 §2.3).
constexpr std::int64_t max_window = std::int64_t{1} << 30;

template <std::integral Count> std::string counted(Count count, std::string_view one) {
    return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

} // namespace

void TcpStream::begin_at(std::uint32_t sequence_number) {
    if (!base_) base_ = sequence_number;
}

// The nearest one to the next byte that fits the number: "modulo 2**32", RFC 9293 §3.4.
std::int64_t TcpStream::offset_of(std::uint32_t sequence_number) const {
    const auto next = static_cast<std::uint32_t>(*base_ + bytes_.size());
    const auto distance = static_cast<std::int32_t>(sequence_number - next);
    return static_cast<std::int64_t>(bytes_.size()) + distance;
}

// Notes it if what came again is not what came first; the number of bytes that both have.
std::size_t TcpStream::compare(View payload, View kept, std::size_t packet) {
    const std::size_t size = std::min(payload.size(), kept.size());
    if (!std::ranges::equal(payload.first(size), kept.first(size)) && ++contradictions_ == 1)
        first_contradiction_ = packet;
    return size;
}

// Keeps what is new of the payload, piece by piece between what is there already.
void TcpStream::fill(std::size_t offset, View payload, std::size_t packet) {
    while (!payload.empty()) {
        const auto behind = early_.upper_bound(offset);
        const auto before = behind == early_.begin() ? early_.end() : std::prev(behind);
        std::size_t done = 0;
        if (offset < bytes_.size()) {
            done = compare(payload, View{bytes_}.subspan(offset), packet);
        } else if (before != early_.end() && offset < before->first + before->second.bytes.size()) {
            done = compare(payload, View{before->second.bytes}.subspan(offset - before->first), packet);
        } else {
            done = behind == early_.end() ? payload.size() : std::min(payload.size(), behind->first - offset);
            early_.emplace(offset, Early{to_bytes(payload.first(done)), packet});
        }
        offset += done;
        payload = payload.subspan(done);
    }
}

Bytes TcpStream::add(std::uint32_t sequence_number, View payload, std::size_t packet) {
    const std::int64_t offset = offset_of(sequence_number);
    const std::size_t old_size = bytes_.size();
    const auto next = static_cast<std::int64_t>(old_size);
    const bool is_probe = offset == next - 1 && payload.size() == 1; // keep-alive, a byte of garbage: RFC 9293 §3.8.4
    if (is_probe || offset > next + max_window) return {};
    const auto too_early = static_cast<std::size_t>(std::max<std::int64_t>(0, -offset)); // bytes before the first
    if (too_early >= payload.size()) return {};
    fill(static_cast<std::size_t>(std::max<std::int64_t>(0, offset)), payload.subspan(too_early), packet);

    while (!early_.empty() && early_.begin()->first == bytes_.size()) {
        append(bytes_, early_.begin()->second.bytes);
        early_.erase(early_.begin());
    }
    return to_bytes(View{bytes_}.subspan(old_size));
}

void TcpStream::acknowledge(std::uint32_t sequence_number) {
    const std::int64_t offset = offset_of(sequence_number);
    if (offset <= static_cast<std::int64_t>(bytes_.size()) + max_window)
        acknowledged_ = std::max(acknowledged_, offset);
}

void TcpStream::end_at(std::uint32_t sequence_number) {
    const std::int64_t offset = offset_of(sequence_number);
    if (!end_ && offset <= static_cast<std::int64_t>(bytes_.size()) + max_window) end_ = offset;
}

std::vector<std::string> TcpStream::troubles() const {
    std::vector<std::string> all;
    if (contradictions_ > 0)
        all.push_back(
            fmt::format("repeated bytes with other content in {}, first in packet {}: what came first is kept",
                        counted(contradictions_, "segment"), first_contradiction_));
    const std::size_t size = bytes_.size();
    if (!early_.empty()) {
        std::size_t left_out = 0;
        for (const auto& [offset, early] : early_) left_out += early.bytes.size();
        all.push_back(fmt::format("sent {} behind its byte {} that the capture does not hold (noticed in packet {}): "
                                  "what comes after the gap is left out, {}",
                                  counted(early_.begin()->first - size, "byte"), size, early_.begin()->second.packet,
                                  counted(left_out, "byte")));
        return all;
    }
    // A FIN counts as a byte and may have been missed itself: RFC 9293 §3.4
    const std::int64_t sent = end_ ? *end_ : acknowledged_ - 1;
    if (base_ && sent > static_cast<std::int64_t>(size))
        all.push_back(fmt::format("sent {} or more behind its byte {} that the capture does not hold",
                                  counted(sent - static_cast<std::int64_t>(size), "byte"), size));
    return all;
}

} // namespace vitrine::apps
