// The words in which a message is described, once, for reading, writing and annotating alike (RFC 5246 §4):
//
//     void describe(Wire& wire, ServerEcdhParams& params) {          // RFC 8422 §5.4
//         wire.number("curve_type",  params.curve_type);
//         wire.number("named_curve", params.named_curve);
//         wire.opaque("public",      params.public_point, Length::u8, {1, 255});
//     }
//
// A Reader fills the struct from bytes and can tell a FieldSink of every field; a Writer makes bytes of it.
#pragma once

#include "crypto/bytes.h"
#include "tls/base/names.h"

#include <concepts>
#include <type_traits>

namespace vitrine::tls {

enum class Length : std::uint8_t { u8 = 1, u16 = 2, u24 = 3 }; // how many bytes tell a vector's length
struct Bounds {                                                // the RFC's <least..most>, in bytes
    std::size_t least, most;
};

template <class T>
concept Number = (std::unsigned_integral<T> && !std::same_as<T, bool>) || std::is_enum_v<T>;

class Wire {
public:
    virtual ~Wire() = default;
    Wire() = default;
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    // A big-endian number of the type's own width: an enum of a registry, or an unsigned integer. RFC 5246 §4.4
    template <Number T> void number(std::string_view name, T& value);
    // Bytes of a length known from the type.
    virtual void fixed(std::string_view name, MutableView bytes) = 0;
    // opaque name<least..most>                                                                    RFC 5246 §4.3
    void opaque(std::string_view name, Bytes& bytes, Length length, Bounds bounds);
    // The same, where the bytes are meant to be read by people: a host name, a protocol's name.
    void text(std::string_view name, Bytes& bytes, Length length, Bounds bounds);
    // All that is left of the enclosing vector or message.
    virtual void rest(std::string_view name, Bytes& bytes) = 0;
    // T name<least..most>, where T is a number or has a describe() of its own that takes at least one byte.
    template <class T> void list(std::string_view name, std::vector<T>& values, Length length, Bounds bounds);
    // A length prefix and what it encloses, up to close().
    virtual void open(std::string_view name, Length length, Bounds bounds) = 0;
    virtual void close() = 0;
    // A trailing part that may be missing: reading, it is there if any byte is left; writing, if it has a value.
    template <class T> bool present(std::optional<T>& part);
    // True for a Writer: what is described is complete, and nothing may be changed.
    virtual bool writing() const = 0;

protected:
    enum class Content : std::uint8_t { opaque, text };
    using Meaning = std::string (*)(std::uint64_t);

    virtual std::uint64_t integer(std::string_view name, std::uint64_t value, std::size_t size, Meaning meaning) = 0;
    virtual void vector(std::string_view name, Bytes& bytes, Length length, Bounds bounds, Content content) = 0;
    // True if the list that was opened last goes on with an element of this index; `count` of them are known.
    virtual bool element(std::size_t index, std::size_t count) = 0;
    virtual bool more(bool has_value) const = 0;
};

template <Number T> std::string meaning_of(std::uint64_t value) {
    if constexpr (std::is_enum_v<T>)
        return name_of(static_cast<T>(value));
    else
        return std::to_string(value);
}

template <Number T> void Wire::number(std::string_view name, T& value) {
    value = static_cast<T>(integer(name, static_cast<std::uint64_t>(value), sizeof(T), meaning_of<T>));
}

template <class T> void Wire::list(std::string_view name, std::vector<T>& values, Length length, Bounds bounds) {
    open(name, length, bounds);
    for (std::size_t index = 0; element(index, values.size()); ++index) {
        if (index == values.size()) values.emplace_back();
        if constexpr (Number<T>)
            number("", values[index]);
        else
            describe(*this, values[index]);
    }
    close();
}

template <class T> bool Wire::present(std::optional<T>& part) {
    if (!more(part.has_value())) return false;
    if (!part) part.emplace();
    return true;
}

} // namespace vitrine::tls
