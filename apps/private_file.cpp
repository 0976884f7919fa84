// Files for their owner alone.
#include "apps/private_file.h"

#include "apps/command_line.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace vitrine::apps {

namespace {

[[noreturn]] void refuse(const std::string& path) {
    throw UsageError{fmt::format("{}: {}", path, std::strerror(errno))}; // NOLINT(concurrency-mt-unsafe)
}

// Also if the file was there before; but not of a device, which is everybody's: /dev/null.
void restrict_to_owner(int file) {
    struct stat status {};
    if (::fstat(file, &status) == 0 && S_ISREG(status.st_mode)) ::fchmod(file, S_IRUSR | S_IWUSR);
}

} // namespace

PrivateFile make_private_file(const std::string& path) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) refuse(path);
    restrict_to_owner(file);
    PrivateFile stream{::fdopen(file, "w")};
    if (!stream) ::close(file);
    if (!stream) refuse(path);
    return stream;
}

bool write_all(std::FILE* file, std::string_view text) {
    return std::fwrite(text.data(), 1, text.size(), file) == text.size();
}

void write_private_file(const std::string& path, std::string_view text) {
    const PrivateFile file = make_private_file(path);
    if (!write_all(file.get(), text) || std::fflush(file.get()) != 0) refuse(path);
}

} // namespace vitrine::apps
