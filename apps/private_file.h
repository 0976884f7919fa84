// Files for their owner alone: they may hold secrets.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace vitrine::apps {

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using PrivateFile = std::unique_ptr<std::FILE, CloseFile>;

// An empty file with mode 0600, whatever was there before. Throws UsageError.
PrivateFile make_private_file(const std::string& path);
bool write_all(std::FILE* file, std::string_view text);
// Both, for all that there is to write. Throws UsageError.
void write_private_file(const std::string& path, std::string_view text);

} // namespace vitrine::apps
