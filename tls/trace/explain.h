// The records of a connection with every byte explained: header, explicit nonce, the fields of what they carry, tag.
#pragma once

#include "tls/trace/annotate.h"
#include "tls/trace/story.h"

namespace vitrine::tls {

// A part of a record. The spans of a record lie one behind the other and cover each of its bytes once.
struct Span {
    std::string path;       // "ClientHello.random", "Record.length", "Record.tag"
    std::string name;       // "random"
    std::size_t offset;     // in the record
    std::size_t size;       // bytes, 1 or more
    std::string meaning;    // as the peer sent it: escape it
    std::size_t depth;      // nesting, 0 for the record's own parts
    bool continued = false; // its first bytes lie in an earlier record
    bool continues = false; // its last bytes lie in a later one
};

struct ExplainedRecord {
    std::size_t event; // the place of its told::Wire among the events
    Role sender;
    ContentType type;
    std::uint64_t sequence_number = 0;
    bool encrypted = false;
    bool opened = false; // it was in the clear, or its plaintext is known
    Bytes wire;          // as it lay on the wire
    Bytes clear;         // the same with the plaintext in place of the ciphertext; as `wire` unless opened
    std::vector<Span> spans;
    std::vector<std::string> messages; // which begin in it: "ServerHello", "Certificate"
};

// The bytes of one of its parts, as they lay on the wire: "Record.tag"; none if it has no such part.
View part_of(const ExplainedRecord& record, std::string_view path);

// A certificate inside a message: one span, or all of its fields.
enum class Certificates : std::uint8_t { closed, opened };

// Those that end `us` sent and received, in the order they were told.
std::vector<ExplainedRecord> explain_records(const std::vector<Event>& events, Role us,
                                             Certificates certificates = Certificates::closed);

// The spans of a message or a certificate that lies in no record.
std::vector<Span> spans_of(const Annotation& annotation, Certificates certificates = Certificates::closed);

// "(goes on) length 56": its meaning, behind what is missing of it in this record.
std::string meaning_with_marks(const Span& span);

} // namespace vitrine::tls
