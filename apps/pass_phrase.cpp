// Reads a pass phrase: from the command line, the environment, a file, or the terminal.
#include "apps/pass_phrase.h"

#include "apps/command_line.h"
#include "apps/terminal.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>
#include <utility>

namespace vitrine::apps {
namespace {

constexpr std::size_t longest = 1024; // bytes: as long as openssl's

crypto::SecretBytes secret(std::string_view text) {
    crypto::SecretBytes bytes{text.size()};
    std::ranges::copy(as_bytes(text), bytes.fill().begin());
    return bytes;
}

// An open file that is closed with its owner; stdin and other people's descriptors are borrowed instead.
class File {
public:
    explicit File(const std::string& path, int mode) : descriptor_(::open(path.c_str(), mode | O_CLOEXEC)) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

// A line that grows byte by byte in memory that is wiped: no buffer of a stream keeps a copy.
class Line {
public:
    void add(std::uint8_t byte) {
        if (size_ == longest) throw UsageError{fmt::format("a pass phrase has at most {} bytes", longest)};
        bytes_.fill()[size_++] = byte;
    }
    void take_back() { size_ -= size_ > 0 ? 1 : 0; }
    void clear() { size_ = 0; }
    crypto::SecretBytes text() const { return secret(as_text(bytes_.view().first(size_))); }

private:
    crypto::Secret<longest> bytes_;
    std::size_t size_ = 0;
};

bool read_byte(int descriptor, std::uint8_t& byte) {
    ssize_t count = 0;
    do {
        count = ::read(descriptor, &byte, 1);
    } while (count < 0 && errno == EINTR);
    return count == 1;
}

// What follows the line stays unread: on stdin it is what the connection will send.
crypto::SecretBytes first_line(int descriptor, const std::string& source) {
    Line line;
    std::uint8_t byte = 0;
    bool any = false;
    while (read_byte(descriptor, byte)) {
        any = true;
        if (byte == '\n') break;
        if (byte != '\r') line.add(byte);
    }
    if (!any) throw UsageError{fmt::format("-pass {}: there is no line to read", source)};
    return line.text();
}

crypto::SecretBytes first_line_of_file(const std::string& path) {
    const File file{path, O_RDONLY};
    if (file.descriptor() < 0)
        throw UsageError{fmt::format("-pass file:{}: {}", path, std::strerror(errno))}; // NOLINT(concurrency-mt-unsafe)
    return first_line(file.descriptor(), "file:" + path);
}

crypto::SecretBytes value_of_variable(const std::string& name) {
    const char* const value = std::getenv(name.c_str());
    if (value == nullptr) throw UsageError{fmt::format("-pass env:{}: there is no such variable", name)};
    return secret(value);
}

// A terminal that shows nothing of what is typed and gives each key at once, until this dies.
class Silence {
public:
    explicit Silence(int terminal) : terminal_(terminal) {
        ::tcgetattr(terminal_, &before_);
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON | ISIG); // ^C comes as a key: we must clean up first
        ::tcsetattr(terminal_, TCSAFLUSH, &silent);
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;
    ~Silence() { ::tcsetattr(terminal_, TCSAFLUSH, &before_); }

private:
    int terminal_;
    termios before_{};
};

enum class Ended : std::uint8_t { by_enter, by_interrupt };

Ended type_line(int terminal, Line& line) {
    constexpr std::uint8_t interrupt = 0x03, end = 0x04, backspace = 0x08, kill_line = 0x15, erase = 0x7f;
    std::uint8_t key = 0;
    while (read_byte(terminal, key)) {
        if (key == '\n' || key == '\r' || key == end) return Ended::by_enter;
        if (key == interrupt) return Ended::by_interrupt;
        if (key == backspace || key == erase)
            line.take_back();
        else if (key == kill_line)
            line.clear();
        else
            line.add(key);
    }
    return Ended::by_enter;
}

void write_on(int terminal, std::string_view text) {
    if (::write(terminal, text.data(), text.size()) < 0) throw std::runtime_error{"cannot write to the terminal"};
}

crypto::SecretBytes ask(const std::string& key) {
    const File terminal{"/dev/tty", O_RDWR | O_NOCTTY};
    if (terminal.descriptor() < 0)
        throw UsageError{fmt::format("{} is encrypted, and there is no terminal to ask for its pass phrase: say -pass "
                                     "file:PATH, env:NAME, fd:N, stdin or pass:TEXT",
                                     key)};
    Line line;
    Ended ended{};
    {
        const Silence silence{terminal.descriptor()};
        write_on(terminal.descriptor(), fmt::format("Pass phrase of {}: ", escaped(key)));
        ended = type_line(terminal.descriptor(), line);
        write_on(terminal.descriptor(), "\n");
    }
    if (ended == Ended::by_interrupt) std::raise(SIGINT);
    return line.text();
}

int descriptor_in(const std::string& text) {
    int number = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < 0)
        throw UsageError{fmt::format("-pass fd:{}: no number of an open file", text)};
    return number;
}

} // namespace

x509::PassPhrase pass_phrase_from(const std::string& source, const std::string& key) {
    if (source.empty()) return [key] { return ask(key); };
    if (source == "stdin") return [] { return first_line(STDIN_FILENO, "stdin"); };
    const std::size_t colon = source.find(':');
    const std::string kind = source.substr(0, colon);
    const std::string rest = colon == std::string::npos ? "" : source.substr(colon + 1);
    if (colon != std::string::npos) {
        if (kind == "pass") return [rest] { return secret(rest); };
        if (kind == "env") return [rest] { return value_of_variable(rest); };
        if (kind == "file") return [rest] { return first_line_of_file(rest); };
        if (kind == "fd") return [number = descriptor_in(rest), source] { return first_line(number, source); };
    }
    throw UsageError{"-pass: this is none of pass:TEXT, env:NAME, file:PATH, fd:NUMBER and stdin"}; // it may be secret
}

} // namespace vitrine::apps
