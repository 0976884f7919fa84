// Files that come into being whole or not at all.
#include "apps/ca/new_files.h"

#include "apps/command_line.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace vitrine::apps::ca {
namespace {

constexpr mode_t for_everybody = S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH;

[[noreturn]] void refuse(const std::string& path) {
    throw UsageError{fmt::format("{}: {}", path, std::strerror(errno))}; // NOLINT(concurrency-mt-unsafe)
}

[[noreturn]] void refuse_existing(const std::string& path) {
    throw UsageError{fmt::format("{} is there already: -force writes over it, -out says another name", path)};
}

bool write_all(int file, View bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return true;
}

mode_t mask_of_process() { // it can only be read by setting it
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return mask;
}

crypto::SecretBytes copy_of(View bytes) {
    crypto::SecretBytes copy{bytes.size()};
    std::ranges::copy(bytes, copy.fill().begin());
    return copy;
}

} // namespace

void NewFiles::add(std::string path, std::string_view text) {
    paths_.push_back(path);
    files_.push_back({std::move(path), {}, copy_of(as_bytes(text)), false, false});
}

void NewFiles::add_private(std::string path, const crypto::SecretBytes& secret) {
    paths_.push_back(path);
    files_.push_back({std::move(path), {}, copy_of(secret.view()), true, false});
}

void NewFiles::check_places() const {
    struct stat status {};
    for (const File& file : files_)
        if (existing_ == Existing::kept && ::lstat(file.path.c_str(), &status) == 0) refuse_existing(file.path);
}

void NewFiles::write_temporary(File& file) {
    std::string name = file.path + ".XXXXXX";
    const int descriptor = ::mkostemp(name.data(), O_CLOEXEC); // mode 0600
    if (descriptor < 0) refuse(file.path);
    file.temporary = name;
    const bool opened = file.is_private || ::fchmod(descriptor, for_everybody & ~mask_of_process()) == 0;
    const bool written = opened && write_all(descriptor, file.content.view()) && ::fsync(descriptor) == 0;
    const int error = errno;
    ::close(descriptor);
    errno = error;
    if (!written) refuse(file.path);
}

// link() fails if somebody was faster, where rename() would write over what is there.
void NewFiles::put_in_place(File& file) const {
    const bool replace = existing_ == Existing::replaced;
    const int failed = replace ? std::rename(file.temporary.c_str(), file.path.c_str())
                               : ::link(file.temporary.c_str(), file.path.c_str());
    if (failed != 0 && errno == EEXIST) refuse_existing(file.path);
    if (failed != 0) refuse(file.path);
    if (!replace) ::unlink(file.temporary.c_str());
    file.temporary.clear();
    file.in_place = true;
}

void NewFiles::undo() {
    for (const File& file : files_) {
        if (!file.temporary.empty()) ::unlink(file.temporary.c_str());
        if (file.in_place && existing_ == Existing::kept) ::unlink(file.path.c_str());
    }
}

void NewFiles::write() {
    check_places();
    try {
        for (File& file : files_) write_temporary(file);
        for (File& file : files_) put_in_place(file);
    } catch (const UsageError&) {
        undo();
        throw;
    }
}

void make_directory(const std::string& path) {
    if (::mkdir(path.c_str(), S_IRWXU | S_IRGRP | S_IXGRP | S_IROTH | S_IXOTH) != 0 && errno != EEXIST) refuse(path);
}

} // namespace vitrine::apps::ca
