// A described struct to bytes and back. What decode() accepts, encode() gives back byte for byte.
#pragma once

#include "tls/wire/reader.h"
#include "tls/wire/writer.h"

namespace vitrine::tls {

// Takes its own copy: a description is written for both directions and cannot promise to leave its subject alone.
// Throws std::length_error for a value that the wire cannot carry.
template <class M> Bytes encode(M message) {
    Writer writer;
    describe(writer, message);
    return writer.take();
}

// All of `bytes` as an M, nothing left over. Refuses with decode_error and the place of the fault, "ClientHello.random
// at byte 2: …", where `name` is the word it begins with. The sink hears of every field up to there.
template <class M> M decode(std::string_view name, View bytes, FieldSink* sink = nullptr) {
    Reader reader{name, bytes, sink};
    M message{};
    describe(reader, message);
    reader.close();
    return message;
}

} // namespace vitrine::tls
