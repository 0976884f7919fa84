// Files that come into being whole or not at all.
#include "apps/ca/new_files.h"

#include "apps/command_line.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
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

enum class Place : std::uint8_t { free, file, other };

Place place_at(const std::string& path) {
    struct stat status {};
    if (::lstat(path.c_str(), &status) != 0) return Place::free;
    return S_ISREG(status.st_mode) ? Place::file : Place::other;
}

// One spelling for every way to write a path.
std::filesystem::path plain(const std::string& path) {
    std::error_code error;
    const std::filesystem::path whole = std::filesystem::absolute(path);
    const std::filesystem::path canonical = std::filesystem::weakly_canonical(whole, error);
    return error ? whole.lexically_normal() : canonical;
}

// Ctrl-C and its like wait until all is in place, or all is undone.
class SignalsWait {
public:
    SignalsWait() {
        sigset_t all;
        ::sigemptyset(&all);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaddset(&all, signal);
        ::pthread_sigmask(SIG_BLOCK, &all, &before_);
    }
    SignalsWait(const SignalsWait&) = delete;
    SignalsWait& operator=(const SignalsWait&) = delete;
    ~SignalsWait() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

private:
    sigset_t before_{};
};

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
    files_.push_back({std::move(path), {}, {}, copy_of(as_bytes(text)), Content::for_everybody, false});
}

void NewFiles::add_private(std::string path, const crypto::SecretBytes& secret) {
    paths_.push_back(path);
    files_.push_back({std::move(path), {}, {}, copy_of(secret.view()), Content::secret, false});
}

void NewFiles::add_directory(std::string path) { directories_.push_back({std::move(path), false}); }

void NewFiles::leave_none(std::string path) {
    if (place_at(path) == Place::free) return;
    removed_.push_back(path);
    files_.push_back({std::move(path), {}, {}, {}, Content::none, false});
}

void NewFiles::check_places() const {
    for (auto file = files_.begin(); file != files_.end(); ++file) {
        const auto same = std::find_if(files_.begin(), file,
                                       [&](const File& other) { return plain(other.path) == plain(file->path); });
        if (same != file)
            throw UsageError{fmt::format("{} and {} are one place: each file needs its own", same->path, file->path)};
        const Place place = place_at(file->path);
        if (place == Place::other)
            throw UsageError{
                fmt::format("{} is there and is no regular file: not even -force writes over it", file->path)};
        if (place == Place::free || existing_ == Existing::replaced) continue;
        if (file->kind != Content::none) refuse_existing(file->path);
        throw UsageError{fmt::format("{} is there and belongs to another certificate: -force removes it, -out says "
                                     "another name",
                                     file->path)};
    }
}

void NewFiles::make_directories() {
    for (Directory& directory : directories_) {
        directory.made = ::mkdir(directory.path.c_str(), S_IRWXU | S_IRGRP | S_IXGRP | S_IROTH | S_IXOTH) == 0;
        if (!directory.made && errno != EEXIST) refuse(directory.path);
    }
}

void NewFiles::write_temporary(File& file) {
    std::string name = file.path + ".XXXXXX";
    const int descriptor = ::mkostemp(name.data(), O_CLOEXEC); // mode 0600
    if (descriptor < 0) refuse(file.path);
    file.temporary = name;
    const bool opened =
        file.kind != Content::for_everybody || ::fchmod(descriptor, for_everybody & ~mask_of_process()) == 0;
    const bool written = opened && write_all(descriptor, file.content.view()) && ::fsync(descriptor) == 0;
    const int error = errno;
    ::close(descriptor);
    errno = error;
    if (!written) refuse(file.path);
}

// A second name for what is there: the first is then replaced without a moment in which it names nothing.
void NewFiles::keep_old(File& file) {
    if (place_at(file.path) == Place::free) return;
    const std::string name = file.temporary + ".old";
    if (::link(file.path.c_str(), name.c_str()) != 0) refuse(file.path);
    file.old = name;
}

// link() fails if somebody was faster, where rename() would write over what is there.
void NewFiles::put_in_place(File& file) const {
    const bool replace = existing_ == Existing::replaced;
    const int failed = file.kind == Content::none ? ::unlink(file.path.c_str())
                       : replace                  ? std::rename(file.temporary.c_str(), file.path.c_str())
                                                  : ::link(file.temporary.c_str(), file.path.c_str());
    if (failed != 0 && errno == EEXIST) refuse_existing(file.path);
    if (failed != 0) refuse(file.path);
    if (!replace || file.kind == Content::none) ::unlink(file.temporary.c_str());
    file.temporary.clear();
    file.in_place = true;
}

void NewFiles::undo() {
    for (const File& file : files_) {
        if (!file.temporary.empty()) ::unlink(file.temporary.c_str());
        if (file.in_place && file.old.empty()) ::unlink(file.path.c_str());
        if (file.in_place && !file.old.empty()) std::rename(file.old.c_str(), file.path.c_str());
        if (!file.in_place && !file.old.empty()) ::unlink(file.old.c_str());
    }
    for (auto directory = directories_.rbegin(); directory != directories_.rend(); ++directory)
        if (directory->made) ::rmdir(directory->path.c_str());
}

void NewFiles::write() {
    const SignalsWait waiting;
    check_places();
    try {
        make_directories();
        for (File& file : files_) write_temporary(file);
        for (File& file : files_) {
            keep_old(file);
            put_in_place(file);
        }
    } catch (...) {
        undo();
        throw;
    }
    for (const File& file : files_)
        if (!file.old.empty()) ::unlink(file.old.c_str());
}

} // namespace vitrine::apps::ca
