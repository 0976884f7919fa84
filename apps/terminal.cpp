// What goes to a person: whole blocks on stderr, nothing in them that could command the terminal.
#include "apps/terminal.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <unistd.h>

namespace vitrine::apps {

namespace {

struct Character { // of UTF-8 (RFC 3629 §3)
    std::uint32_t code;
    std::size_t size; // bytes; 0: the text does not begin with a whole and shortest form
};

Character first_character(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80) return {lead, 1};
    const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < size) return {0, 0};
    std::uint32_t code = lead & (0xffU >> (size + 1));
    for (const char next : text.substr(1, size - 1)) {
        const auto byte = static_cast<unsigned char>(next);
        if ((byte & 0xc0) != 0x80) return {0, 0};
        code = code << 6 | (byte & 0x3f);
    }
    const bool shortest = code >= (size == 4 ? 0x10000U : size == 3 ? 0x800U : 0x80U);
    const bool surrogate = code >= 0xd800 && code <= 0xdfff;
    return shortest && !surrogate && code <= 0x10ffff ? Character{code, size} : Character{0, 0};
}

// Control characters, invisible ones, and those that turn the direction in which the rest is shown.
bool is_harmless(std::uint32_t code) {
    const bool control = code < 0x20 || (code >= 0x7f && code < 0xa0);
    const bool invisible = (code >= 0x200b && code <= 0x200f) || (code >= 0x2028 && code <= 0x202e) ||
                           (code >= 0x2060 && code <= 0x206f) || code == 0xfeff || code >= 0xe0000;
    return !control && !invisible;
}

// Threads take turns: a pipe splits a write that is longer than PIPE_BUF.
class StderrLock {
public:
    StderrLock() { ::flockfile(stderr); }
    StderrLock(const StderrLock&) = delete;
    StderrLock& operator=(const StderrLock&) = delete;
    ~StderrLock() { ::funlockfile(stderr); }
};

} // namespace

std::string escaped(std::string_view text) {
    std::string safe;
    while (!text.empty()) {
        const Character character = first_character(text);
        const std::size_t size = std::max<std::size_t>(character.size, 1);
        if (character.size > 0 && is_harmless(character.code))
            safe += text.substr(0, size);
        else
            for (const char byte : text.substr(0, size))
                safe += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
        text.remove_prefix(size);
    }
    return safe;
}

std::string html_escaped(std::string_view text) {
    std::string safe;
    for (const char character : escaped(text)) {
        if (std::string_view{"&<>\"'"}.find(character) == std::string_view::npos)
            safe += character;
        else
            safe += fmt::format("&#{};", static_cast<int>(character));
    }
    return safe;
}

void say(std::string_view text) {
    const StderrLock lock;
    while (!text.empty()) {
        const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return; // nobody listens: not a reason to end
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

tls::Colour stderr_colour() {
    const char* const no_color = std::getenv("NO_COLOR");
    const bool wanted = no_color == nullptr || *no_color == '\0'; // no-color.org
    return wanted && ::isatty(STDERR_FILENO) == 1 ? tls::Colour::ansi : tls::Colour::none;
}

} // namespace vitrine::apps
