// The folder whose files a server gives out: the kernel is told to resolve each path beneath it.
#include "apps/files/document_root.h"

#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <system_error>
#include <unistd.h>

namespace vitrine::apps {

namespace {

// A FIFO without a writer must not hold up the server: so O_NONBLOCK, which means nothing to a regular file.
int open_beneath(int folder, const std::string& path) {
    open_how how{};
    how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
    return static_cast<int>(::syscall(SYS_openat2, folder, path.c_str(), &how, sizeof how));
}

bool has_hidden_part(std::string_view path) { return path.find("/.") != std::string_view::npos; }

} // namespace

DocumentRoot::DocumentRoot(const std::string& path) : folder_{::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)} {
    if (!folder_) throw std::system_error{errno, std::system_category(), path};
    const net::Descriptor itself{open_beneath(folder_.number(), ".")};
    if (!itself) throw std::system_error{errno, std::system_category(), path + ": openat2"};
}

Found DocumentRoot::open(std::string_view path, OpenFile& file) const {
    if (path.empty() || path.front() != '/' || has_hidden_part(path)) return Found::nothing;
    std::string name{"."};
    name += path;
    if (path.ends_with('/')) name += "index.html";
    net::Descriptor opened{open_beneath(folder_.number(), name)};
    if (!opened) return errno == EACCES || errno == EPERM ? Found::forbidden : Found::nothing;
    struct stat status {};
    if (::fstat(opened.number(), &status) != 0) return Found::nothing;
    if (S_ISDIR(status.st_mode)) return Found::folder;
    if (!S_ISREG(status.st_mode)) return Found::nothing;
    file.descriptor = std::move(opened);
    file.size = static_cast<std::uint64_t>(status.st_size);
    file.changed = status.st_mtim;
    return Found::file;
}

std::string path_of_target(std::string_view target) {
    if (target.empty() || target.front() != '/') return {};
    target = target.substr(0, target.find_first_of("?#"));
    std::string path;
    for (std::size_t at = 0; at < target.size(); ++at) {
        char c = target[at];
        if (c == '%') {
            std::uint8_t value = 0;
            const std::string_view digits = target.substr(at + 1, 2);
            const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
            if (digits.size() != 2 || error != std::errc{} || end != digits.data() + 2) return {};
            c = static_cast<char>(value);
            at += 2;
        }
        if (c == '\0') return {};
        path.push_back(c);
    }
    return path;
}

} // namespace vitrine::apps
