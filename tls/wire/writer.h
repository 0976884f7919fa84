// Fields to bytes: writes what a description names. Values that the wire cannot carry are the caller's own fault.
#pragma once

#include "tls/wire/wire.h"

namespace vitrine::tls {

class Writer final : public Wire {
public:
    Writer();
    void fixed(std::string_view name, MutableView bytes) override;
    void rest(std::string_view name, Bytes& bytes) override;
    void open(std::string_view name, Length length, Bounds bounds) override;
    void close() override; // throws std::length_error if the vector's size is outside its bounds
    bool writing() const override { return true; }

    // What was written. Everything opened must have been closed.
    Bytes take();

private:
    struct Scope { // a vector whose length is not known yet
        std::string_view name;
        std::size_t prefix; // where its length will be written
        Length length;
        Bounds bounds;
    };

    std::uint64_t integer(std::string_view name, std::uint64_t value, std::size_t size, Meaning meaning) override;
    void vector(std::string_view name, Bytes& bytes, Length length, Bounds bounds, Content content) override;
    bool element(std::size_t index, std::size_t count) override { return index < count; }
    bool more(bool has_value) const override { return has_value; }

    Bytes bytes_;
    std::vector<Scope> scopes_;
};

} // namespace vitrine::tls
