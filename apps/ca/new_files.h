// Files that come into being whole or not at all, and never in the place of others unless that is wanted.
#pragma once

#include "crypto/secret.h"

#include <string>
#include <string_view>
#include <vector>

namespace vitrine::apps::ca {

enum class Existing : std::uint8_t { kept, replaced };

class NewFiles {
public:
    explicit NewFiles(Existing existing) : existing_(existing) {}

    void add(std::string path, std::string_view text);                     // for everybody to read
    void add_private(std::string path, const crypto::SecretBytes& secret); // mode 0600 from its first moment on

    // Throws UsageError, and then leaves no file that was not there before: each is written beside its place under
    // another name, and gets its own when all are complete.
    void write();
    const std::vector<std::string>& paths() const { return paths_; }

private:
    struct File {
        std::string path, temporary;
        crypto::SecretBytes content;
        bool is_private = false;
        bool in_place = false;
    };
    void check_places() const;
    void write_temporary(File& file);
    void put_in_place(File& file) const;
    void undo();

    Existing existing_;
    std::vector<File> files_;
    std::vector<std::string> paths_;
};

// A directory, if there is none yet. Throws UsageError.
void make_directory(const std::string& path);

} // namespace vitrine::apps::ca
