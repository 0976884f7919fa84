// Bytes to fields (RFC 5246 §4): one operation for each word of the presentation language.
#include "tls/wire/reader.h"
#include "tls/base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace vitrine::tls {

namespace {

constexpr std::size_t usual_depth = 8; // of vectors within vectors

std::uint64_t big_endian(View bytes) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bytes) value = value << 8 | byte;
    return value;
}

} // namespace

Reader::Reader(std::string_view name, View bytes, FieldSink* sink) : bytes_(bytes), sink_(sink) {
    scopes_.reserve(usual_depth);
    scopes_.push_back({name, bytes.size(), std::nullopt});
}

std::string Reader::Scope::text() const { return index ? fmt::format("{}[{}]", name, *index) : std::string{name}; }

std::string Reader::path_to(std::string_view name) const {
    std::string path;
    for (const Scope& scope : scopes_) path.append(path.empty() ? "" : ".").append(scope.text());
    if (!name.empty()) path.append(".").append(name);
    return path;
}

void Reader::fail(std::string_view name, std::size_t offset, std::string_view why) const {
    refuse(AlertDescription::decode_error, fmt::format("{} at byte {}: {}", path_to(name), offset, why),
           "RFC 5246 §7.2.2");
}

View Reader::take(std::string_view name, std::size_t size) {
    if (size > left())
        fail(name, at_, scopes_.size() == 1 ? "message ends inside this field" : "vector ends inside this field");
    const View taken = bytes_.subspan(at_, size);
    at_ += size;
    return taken;
}

void Reader::tell(std::string_view name, View bytes, std::string_view meaning) const {
    if (sink_ == nullptr || bytes.empty()) return;
    const std::string path = path_to(name);
    const std::string last =
        name.empty() ? scopes_.back().text() : std::string{name}; // a name may hold a dot: ASN.1Cert
    sink_->field({path, last, at_ - bytes.size(), bytes, meaning, scopes_.size() - 1});
}

std::uint64_t Reader::integer(std::string_view name, std::uint64_t /*value*/, std::size_t size, Meaning meaning) {
    const View bytes = take(name, size);
    const std::uint64_t value = big_endian(bytes);
    if (sink_ != nullptr) tell(name, bytes, meaning(value));
    return value;
}

void Reader::fixed(std::string_view name, MutableView bytes) {
    const View taken = take(name, bytes.size());
    std::ranges::copy(taken, bytes.begin());
    tell(name, taken, "");
}

void Reader::rest(std::string_view name, Bytes& bytes) {
    const View taken = take(name, left());
    bytes.assign(taken.begin(), taken.end());
    tell(name, taken, "");
}

void Reader::open(std::string_view name, Length length, Bounds bounds) {
    const std::size_t start = at_;
    const View prefix = take(name, static_cast<std::size_t>(length));
    const auto size = static_cast<std::size_t>(big_endian(prefix));
    if (size > left()) fail(name, start, fmt::format("length {} runs past the end, {} bytes are left", size, left()));
    if (size < bounds.least || size > bounds.most)
        fail(name, start, fmt::format("length {} is outside <{}..{}>", size, bounds.least, bounds.most));
    tell(name, prefix, "length");
    scopes_.push_back({name, at_ + size, std::nullopt});
}

void Reader::close() {
    if (left() != 0) fail("", at_, fmt::format("{} bytes are left over", left()));
    if (scopes_.size() > 1) scopes_.pop_back();
}

void Reader::vector(std::string_view name, Bytes& bytes, Length length, Bounds bounds, Content content) {
    open(name, length, bounds);
    const View taken = take("", left());
    bytes.assign(taken.begin(), taken.end());
    tell("", taken, content == Content::text ? as_text(taken) : "");
    close();
}

bool Reader::element(std::size_t index, std::size_t /*count*/) {
    Scope& scope = scopes_.back();
    if (index > 0 && at_ == scope.element_start) // our own fault, or the list would never end
        throw std::logic_error(path_to("") + ": the description of this element takes no bytes");
    scope.index = left() > 0 ? std::optional{index} : std::nullopt;
    scope.element_start = at_;
    return scope.index.has_value();
}

bool Reader::more(bool /*has_value*/) const { return left() > 0; }

} // namespace vitrine::tls
