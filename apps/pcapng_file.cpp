// The file of --pcapng: what the program's connections said, for Wireshark, written while they say it.
#include "apps/pcapng_file.h"

#include "apps/command_line.h"
#include "apps/terminal.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace vitrine::apps {

namespace {

constexpr std::array<std::uint8_t, 12> mapped_ipv4{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}; // RFC 4291 §2.5.5.2

tls::TcpEnd end_of(const sockaddr_storage& address) {
    if (address.ss_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &address, sizeof v4);
        const auto* const bytes = reinterpret_cast<const std::uint8_t*>(&v4.sin_addr);
        return {Bytes(bytes, bytes + 4), ntohs(v4.sin_port)};
    }
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    const std::span<const std::uint8_t, 16> bytes{v6.sin6_addr.s6_addr};
    const bool is_mapped = std::ranges::equal(bytes.first<12>(), mapped_ipv4);
    return {to_bytes(is_mapped ? View{bytes}.last(4) : View{bytes}), ntohs(v6.sin6_port)};
}

// The addresses at both ends; those of an example, if the peer is gone already.
tls::TcpEnds ends_of(int socket, tls::Role us) {
    sockaddr_storage local{}, peer{};
    socklen_t local_size = sizeof local, peer_size = sizeof peer;
    if (::getsockname(socket, reinterpret_cast<sockaddr*>(&local), &local_size) != 0) return {};
    if (::getpeername(socket, reinterpret_cast<sockaddr*>(&peer), &peer_size) != 0) return {};
    if (us == tls::Role::client) return {end_of(local), end_of(peer)};
    return {end_of(peer), end_of(local)};
}

tls::PcapngBlocks::Time now() {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

int make_file(const std::string& path) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) throw UsageError{fmt::format("--pcapng {}: {}", path, std::strerror(errno))};
    struct stat status {};
    if (::fstat(file, &status) == 0 && S_ISREG(status.st_mode)) ::fchmod(file, S_IRUSR | S_IWUSR); // if it was there
    return file;
}

} // namespace

PcapngFile::PcapngFile(const std::string& path) : file_(make_file(path)) { write(tls::pcapng_header()); }

PcapngFile::~PcapngFile() {
    if (failed_) say("vitrine: the capture of --pcapng could not be written: its end is missing\n");
    ::close(file_);
}

void PcapngFile::write(View blocks) {
    const std::lock_guard lock{mutex_};
    while (!failed_ && !blocks.empty()) {
        const ssize_t written = ::write(file_, blocks.data(), blocks.size());
        if (written < 0 && errno == EINTR) continue;
        failed_ = written <= 0; // a half-written block: what came behind it could not be found
        if (!failed_) blocks = blocks.subspan(static_cast<std::size_t>(written));
    }
}

std::unique_ptr<tls::Observer> PcapngFile::connection(int socket, tls::Role us) {
    return std::make_unique<tls::PcapngBlocks>(ends_of(socket, us), now, [this](View blocks) { write(blocks); });
}

std::unique_ptr<PcapngFile> open_pcapng(const std::string& path) {
    if (path.empty()) return nullptr;
    return std::make_unique<PcapngFile>(path);
}

} // namespace vitrine::apps
