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

    void add_directory(std::string path); // made if there is none yet, before the files, in the order of the calls
    void leave_none(std::string path);    // what is there belongs to a file that is replaced, and goes with it

    // Throws UsageError, and then all is as it was before: each file is written beside its place under another name,
    // gets its own when all are complete, and what it replaces is kept until then. SIGINT, SIGTERM and SIGHUP wait.
    void write();
    const std::vector<std::string>& paths() const { return paths_; }
    const std::vector<std::string>& removed() const { return removed_; }

private:
    enum class Content : std::uint8_t { for_everybody, secret, none };
    struct File {
        std::string path, temporary, old;
        crypto::SecretBytes content;
        Content kind;
        bool in_place = false;
    };
    struct Directory {
        std::string path;
        bool made = false;
    };
    void check_places() const;
    void make_directories();
    static void write_temporary(File& file);
    static void keep_old(File& file);
    void put_in_place(File& file) const;
    void undo();

    Existing existing_;
    std::vector<File> files_;
    std::vector<Directory> directories_;
    std::vector<std::string> paths_, removed_;
};

} // namespace vitrine::apps::ca
