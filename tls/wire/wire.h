// The words in which a message is described, once, for reading, writing and annotating alike:
//
//     void describe(Wire& wire, ServerEcdhParams& params) {          // RFC 8422 §5.4
//         wire.number("curve_type",   params.curve_type);
//         wire.number("named_curve",  params.named_curve);
//         wire.opaque("public_point", params.public_point, Length::u8, {1, 255});
//     }
//
// A Reader fills the struct from bytes; a Writer makes bytes of it; either tells a FieldSink of every field.
#pragma once

#include "crypto/bytes.h"
#include "tls/wire/field_sink.h"

#include <concepts>
#include <type_traits>

namespace vitrine::tls {

enum class Length : std::uint8_t { u8 = 1, u16 = 2, u24 = 3 }; // how many bytes tell a vector's length
struct Bounds {                                                // the RFC's <least..most>, in bytes
    std::size_t least, most;
};

template <class T>
concept Number = std::unsigned_integral<T> || std::is_enum_v<T>;

class Wire {
public:
    virtual ~Wire() = default;
    Wire() = default;
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    // A big-endian number of the type's own width: an enum of the registry, or an unsigned integer.
    template <Number T> void number(std::string_view name, T& value);
    // Bytes of a length known from the type.
    virtual void fixed(std::string_view name, MutableView bytes) = 0;
    // opaque name<least..most>
    virtual void opaque(std::string_view name, Bytes& bytes, Length length, Bounds bounds) = 0;
    // All that is left of the enclosing vector or message.
    virtual void rest(std::string_view name, Bytes& bytes) = 0;
    // T name<least..most>, where T is a number or has a describe() of its own.
    template <class T> void list(std::string_view name, std::vector<T>& values, Length length, Bounds bounds);
    // A length prefix and what it encloses, up to close().
    virtual void open(std::string_view name, Length length, Bounds bounds) = 0;
    virtual void close() = 0;
    // A trailing part that may be missing: reading, it is there if any byte is left; writing, if it has a value.
    template <class T> bool present(std::optional<T>& part);
};

} // namespace vitrine::tls
