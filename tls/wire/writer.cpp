// Fields to bytes (RFC 5246 §4): a vector's length is filled in when it is closed, so nobody sums lengths by hand.
#include "tls/wire/writer.h"

#include <fmt/format.h>

#include <stdexcept>

namespace vitrine::tls {

namespace {

void put_big_endian(MutableView bytes, std::uint64_t value) {
    for (std::size_t i = bytes.size(); i-- > 0; value >>= 8) bytes[i] = static_cast<std::uint8_t>(value);
}

// What the prefix itself can tell; a bound above that would be cut off in silence.
std::size_t most_in(Length length) { return (std::size_t{1} << 8 * static_cast<std::size_t>(length)) - 1; }

constexpr std::size_t usual_size = 512; // bytes of a hello: room for it is taken at once
constexpr std::size_t usual_depth = 8;  // of vectors within vectors

} // namespace

Writer::Writer() {
    bytes_.reserve(usual_size);
    scopes_.reserve(usual_depth);
}

std::uint64_t Writer::integer(std::string_view /*name*/, std::uint64_t value, std::size_t size, Meaning /*meaning*/) {
    bytes_.resize(bytes_.size() + size);
    put_big_endian(MutableView{bytes_}.last(size), value);
    return value;
}

void Writer::fixed(std::string_view /*name*/, MutableView bytes) {
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
}

void Writer::rest(std::string_view /*name*/, Bytes& bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }

void Writer::open(std::string_view name, Length length, Bounds bounds) {
    scopes_.push_back({name, bytes_.size(), length, bounds});
    bytes_.resize(bytes_.size() + static_cast<std::size_t>(length));
}

void Writer::close() {
    const Scope scope = scopes_.back();
    scopes_.pop_back();
    const auto width = static_cast<std::size_t>(scope.length);
    const std::size_t size = bytes_.size() - scope.prefix - width;
    if (size < scope.bounds.least || size > scope.bounds.most || size > most_in(scope.length))
        throw std::length_error(fmt::format("{}: {} bytes to write are outside <{}..{}>", scope.name, size,
                                            scope.bounds.least, scope.bounds.most));
    put_big_endian(MutableView{bytes_}.subspan(scope.prefix, width), size);
}

void Writer::vector(std::string_view name, Bytes& bytes, Length length, Bounds bounds, Content /*content*/) {
    open(name, length, bounds);
    rest(name, bytes);
    close();
}

Bytes Writer::take() {
    if (!scopes_.empty()) throw std::logic_error(fmt::format("{} was opened and never closed", scopes_.back().name));
    return std::move(bytes_);
}

} // namespace vitrine::tls
