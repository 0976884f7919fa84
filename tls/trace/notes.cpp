// Finds the note about a field: by its path, else by what its path ends in.
#include "tls/trace/notes.h"

#include <algorithm>
#include <array>

namespace vitrine::tls {

namespace {

using Table = std::span<const Note> (*)();
constexpr std::array<Table, 6> tables{record_notes,    hello_notes,       extension_notes,
                                      handshake_notes, certificate_notes, revocation_notes};

bool ends_as(std::string_view path, std::string_view pattern) {
    return pattern.starts_with('*') && path.ends_with(pattern.substr(1));
}

} // namespace

std::string general_path(std::string_view path) {
    std::string general;
    for (std::size_t at = 0; at < path.size(); ++at) {
        const char character = path[at];
        const std::size_t end = character == '(' ? path.find(')', at) : character == '[' ? path.find(']', at) : at;
        if (character != '(') general += character;
        if (end == at) continue;
        if (character == '[') general += ']';
        at = std::min(end, path.size());
    }
    return general;
}

const Note* note_for(std::string_view path) {
    const std::string general = general_path(path);
    const Note* nearest = nullptr;
    for (const Table table : tables)
        for (const Note& note : table()) {
            if (note.path == general) return &note;
            const bool nearer = nearest == nullptr || note.path.size() > nearest->path.size();
            if (nearer && ends_as(general, note.path)) nearest = &note;
        }
    return nearest;
}

} // namespace vitrine::tls
