// The client's application: stdin to the peer and the peer to stdout, at the same time.
#include "apps/standard_streams.h"

#include <cerrno>
#include <climits>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace vitrine::apps {
namespace {

// poll() promises only this much of a pipe; more would wait for its reader, who may be waiting for us.
std::size_t chunk_of(int descriptor) {
    struct stat status {};
    const bool is_file = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
    return is_file ? 1 << 16 : PIPE_BUF;
}

// Puts a CR before each LF of the first `size` bytes of `space`, which is twice as large.
std::size_t expand_line_ends(MutableView space, std::size_t size) {
    const Bytes text = to_bytes(space.first(size));
    std::size_t written = 0;
    for (const std::uint8_t byte : text) {
        if (byte == '\n') space[written++] = '\r';
        space[written++] = byte;
    }
    return written;
}

} // namespace

StandardStreams::StandardStreams(LineEnds line_ends, std::function<void(tls::Connection&)> on_established)
    : line_ends_{line_ends}, on_established_{std::move(on_established)}, output_chunk_{chunk_of(STDOUT_FILENO)} {}

Application::Descriptors StandardStreams::awaited(tls::Connection& connection) {
    const bool reads = !input_ended_ && connection.ending() == tls::Ending::open && connection.established() &&
                       connection.from_app().space().size() > 1;
    const bool writes = !output_ended_ && !connection.to_app().data().empty();
    return {{{reads ? STDIN_FILENO : -1, POLLIN, 0}, {writes ? STDOUT_FILENO : -1, POLLOUT, 0}}};
}

void StandardStreams::woken(const Descriptors& ready) {
    input_ready_ = ready[0].revents != 0; // an end or an error counts too: read() then tells
    output_ready_ = ready[1].revents != 0;
}

bool StandardStreams::exchange(tls::Connection& connection) {
    const bool read = std::exchange(input_ready_, false) && read_input(connection);
    const bool written = (std::exchange(output_ready_, false) || output_ended_) && write_output(connection);
    return read || written;
}

bool StandardStreams::read_input(tls::Connection& connection) {
    const MutableView space = connection.from_app().space();
    if (space.size() < 2) return false;
    const std::size_t wanted = line_ends_ == LineEnds::crlf ? space.size() / 2 : space.size();
    const ssize_t size = ::read(STDIN_FILENO, space.data(), wanted);
    if (size < 0 && (errno == EINTR || errno == EAGAIN)) return false;
    if (size <= 0) {
        input_ended_ = true;
        connection.close();
        return true;
    }
    const auto read = static_cast<std::size_t>(size);
    connection.from_app().commit(line_ends_ == LineEnds::crlf ? expand_line_ends(space, read) : read);
    return true;
}

bool StandardStreams::write_output(tls::Connection& connection) {
    tls::Outlet& to_app = connection.to_app();
    const View data = to_app.data().first(std::min(to_app.data().size(), output_chunk_));
    if (data.empty()) return false;
    if (output_ended_) { // nobody reads any more: what still comes is let go
        to_app.consume(data.size());
        return true;
    }
    const ssize_t size = ::write(STDOUT_FILENO, data.data(), data.size());
    if (size < 0 && (errno == EINTR || errno == EAGAIN)) return false;
    if (size < 0) {
        if (errno != EPIPE) output_trouble_ = std::generic_category().message(errno);
        output_ended_ = input_ended_ = true;
        connection.close();
        return true;
    }
    to_app.consume(static_cast<std::size_t>(size));
    return true;
}

} // namespace vitrine::apps
