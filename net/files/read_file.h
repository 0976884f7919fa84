// Whole files, with errors that name the file and the reason.
#pragma once

#include <stdexcept>
#include <string>

namespace vitrine::net {

// A file cannot be read, or does not hold what it should. what() is a whole sentence with the file's name.
class FileError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

constexpr std::size_t max_file_size = 16'000'000; // bytes; the bundles of certificates that systems have are below 1 MB

// A whole file of at most so many bytes. Throws FileError.
std::string read_file(const std::string& path, std::size_t most = max_file_size);

} // namespace vitrine::net
