// What goes to a person: whole blocks on stderr, nothing in them that could command the terminal.
#include "apps/terminal.h"

#include "tls/trace/printable.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace vitrine::apps {

namespace {

// Threads take turns: a pipe splits a write that is longer than PIPE_BUF.
class StderrLock {
public:
    StderrLock() { ::flockfile(stderr); }
    StderrLock(const StderrLock&) = delete;
    StderrLock& operator=(const StderrLock&) = delete;
    ~StderrLock() { ::funlockfile(stderr); }
};

tls::Colour colour_of(int descriptor) {
    const char* const no_color = std::getenv("NO_COLOR");
    const bool wanted = no_color == nullptr || *no_color == '\0'; // no-color.org
    return wanted && ::isatty(descriptor) == 1 ? tls::Colour::ansi : tls::Colour::none;
}

} // namespace

std::string escaped(std::string_view text) { return tls::printable(text); }

void say(std::string_view text) {
    const StderrLock lock;
    while (!text.empty()) {
        const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return; // nobody listens: not a reason to end
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

tls::Colour stderr_colour() { return colour_of(STDERR_FILENO); }
tls::Colour stdout_colour() { return colour_of(STDOUT_FILENO); }

std::size_t terminal_columns() {
    winsize size{};
    for (const int descriptor : {STDOUT_FILENO, STDERR_FILENO})
        if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
            return std::clamp<std::size_t>(size.ws_col, 80, 160);
    return 80;
}

} // namespace vitrine::apps
