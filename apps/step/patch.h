// A field of what was sent, changed on its way: which bytes of the sender's stream become which.
#pragma once

#include "apps/step/stops.h"

#include <optional>
#include <stdexcept>
#include <string>

namespace vitrine::apps {

struct Patch {
    tls::Role sender;
    std::size_t offset; // in all that it sends
    Bytes bytes;
};

// Applies the patches to a part of the stream that begins at `offset`.
void apply(const std::vector<Patch>& patches, tls::Role sender, std::size_t offset, MutableView part);

// What was asked for cannot be done; what() is a whole sentence.
class StepError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// "ServerKeyExchange.signature[0]=^01": the field as `p fields` names it, some of its bytes, and what they become, or
// (after ^) the bits that are flipped. Throws StepError.
struct Change {
    std::string field;                // "ServerKeyExchange.signature"; with ".length" the prefix of a vector
    std::optional<std::size_t> from;  // its first byte that is changed
    std::optional<std::size_t> until; // and the one behind the last
    bool flips = false;
    Bytes bytes;
};
Change parse_change(std::string_view text);

// What a change comes to: of several fields with the name the last before `position` is meant, else the next.
struct ChangedField {
    std::string path, message;
    tls::Role sender;
    Bytes before, after;
    bool sealed_anew = false; // it lies in an encrypted record, which was sealed again with the keys of the run
    std::vector<Patch> patches;
};
ChangedField find_change(const std::vector<tls::Event>& events, std::size_t position, const Change& change);

// The field of that name, as find_change() would choose it; nothing if there is none.
struct FoundField {
    std::string path;
    tls::Role sender;
    Bytes bytes;
};
std::optional<FoundField> find_field(const std::vector<tls::Event>& events, std::size_t position,
                                     std::string_view path);

// Every name that they know.
std::vector<std::string> field_names(const std::vector<tls::Event>& events);

} // namespace vitrine::apps
