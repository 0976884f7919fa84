// What goes to a person: whole blocks on stderr, nothing in them that could command the terminal.
#include "apps/terminal.h"

#include <cerrno>
#include <cstdlib>
#include <fmt/format.h>
#include <unistd.h>

namespace vitrine::apps {

std::string escaped(std::string_view text) {
    std::string safe;
    for (const char character : text) {
        const auto byte = static_cast<unsigned char>(character);
        if (byte >= 0x20 && byte < 0x7f)
            safe += character;
        else
            safe += fmt::format("\\x{:02x}", byte);
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
    while (!text.empty()) {
        const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return; // nobody listens: not a reason to end
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

Colour stderr_colour() {
    const char* const no_color = std::getenv("NO_COLOR");
    const bool wanted = no_color == nullptr || *no_color == '\0';
    return wanted && ::isatty(STDERR_FILENO) == 1 ? Colour::coloured : Colour::plain;
}

} // namespace vitrine::apps
