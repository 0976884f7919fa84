// The secrets of connections in a file that other tools read (RFC 9850).
#include "tls/trace/key_log.h"

#include <fmt/format.h>

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace vitrine::tls {

KeyLog::KeyLog(const std::string& path)
    : file_(::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR)) {
    if (file_ < 0) throw std::system_error(errno, std::generic_category(), "key log " + path);
}

KeyLog::~KeyLog() { ::close(file_); }

void KeyLog::secret(Role /*us*/, std::string_view label, View client_random, View secret) {
    const std::string line = fmt::format("{} {} {}\n", label, to_hex(client_random), to_hex(secret));
    if (::write(file_, line.data(), line.size()) != static_cast<ssize_t>(line.size())) failed_ = true;
}

} // namespace vitrine::tls
