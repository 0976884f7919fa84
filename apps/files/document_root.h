// The folder whose files a server gives out, and nothing outside of it.
#pragma once

#include "net/descriptor.h"

#include <cstdint>
#include <ctime>
#include <string>
#include <string_view>

namespace vitrine::apps {

struct OpenFile {
    net::Descriptor descriptor;
    std::uint64_t size = 0; // bytes, when it was opened
    timespec changed{};     // for the last time
};

enum class Found : std::uint8_t {
    file,
    folder,
    nothing,   // of that name that may be given out
    forbidden, // the system lets us not read it
};

class DocumentRoot {
public:
    // Throws std::system_error if it is no folder, or if this system cannot keep a path inside of one.
    explicit DocumentRoot(const std::string& path);

    // `path`, without percent-encoding, begins with "/"; "/" at its end means index.html in it. Follows symbolic links
    // that stay inside. Neither names that begin with a dot nor what is no regular file is given out.
    Found open(std::string_view path, OpenFile& file) const;

private:
    net::Descriptor folder_;
};

// The path of a request's target, "/a%20b?c" is "/a b". Empty if it is none: no "/" in front, a "%" without two hex
// digits, a NUL (RFC 3986 §2.1).
std::string path_of_target(std::string_view target);

} // namespace vitrine::apps
