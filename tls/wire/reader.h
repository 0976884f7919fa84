// Bytes to fields: fills what a description names, and refuses with the path and the offset what does not fit it.
#pragma once

#include "tls/wire/field_sink.h"
#include "tls/wire/wire.h"

namespace vitrine::tls {

// Every byte is looked at through take(), which alone moves forward and never beyond the innermost open vector.
class Reader final : public Wire {
public:
    // `name` is the root of every path: "ClientHello". Name, bytes and sink are borrowed.
    Reader(std::string_view name, View bytes, FieldSink* sink = nullptr);

    void fixed(std::string_view name, MutableView bytes) override;
    void rest(std::string_view name, Bytes& bytes) override;
    void open(std::string_view name, Length length, Bounds bounds) override;
    void close() override; // refuses if anything is left over; after the last description it closes the message itself
    bool writing() const override { return false; }

private:
    struct Scope { // the message, or a vector in it that was opened and not yet closed
        std::string_view name;
        std::size_t end;
        std::optional<std::size_t> index; // of the element in hand, if it is a list
        std::size_t element_start = 0;

        std::string text() const; // "cipher_suites[2]"
    };

    std::uint64_t integer(std::string_view name, std::uint64_t value, std::size_t size, Meaning meaning) override;
    void vector(std::string_view name, Bytes& bytes, Length length, Bounds bounds, Content content) override;
    bool element(std::size_t index, std::size_t count) override;
    bool more(bool has_value) const override;

    std::size_t left() const { return scopes_.back().end - at_; }
    View take(std::string_view name, std::size_t size);
    std::string path_to(std::string_view name) const;
    void tell(std::string_view name, View bytes, std::string_view meaning) const; // of the bytes just taken
    [[noreturn]] void fail(std::string_view name, std::size_t offset, std::string_view why) const;

    View bytes_;
    std::size_t at_ = 0;
    std::vector<Scope> scopes_;
    FieldSink* sink_;
};

} // namespace vitrine::tls
