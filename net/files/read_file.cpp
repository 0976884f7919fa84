// Whole files, with errors that name the file and the reason.
#include "net/files/read_file.h"

#include "crypto/secret.h"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <fstream>

namespace vitrine::net {

std::string read_file(const std::string& path, std::size_t most) {
    std::ifstream file{path, std::ios::binary};
    std::string text;
    std::string block(1 << 16, '\0');
    while (file && text.size() <= most) {
        file.read(block.data(), static_cast<std::streamsize>(block.size()));
        text.append(block, 0, static_cast<std::size_t>(file.gcount()));
    }
    crypto::wipe({reinterpret_cast<std::uint8_t*>(block.data()), block.size()}); // it may have been a private key
    if (text.empty() && !file.eof())
        throw FileError{fmt::format("cannot read {}: {}", path, std::strerror(errno))}; // NOLINT(concurrency-mt-unsafe)
    if (text.size() > most) throw FileError{fmt::format("{} is larger than {} bytes", path, most)};
    return text;
}

} // namespace vitrine::net
