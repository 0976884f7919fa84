// A strict reader of DER (X.690 §8 to §11).
#include "tls/x509/asn1/der.h"

#include "tls/x509/asn1/oid.h"

#include <fmt/format.h>

namespace vitrine::x509 {
namespace {

std::string join(std::string_view path, std::string_view name) {
    if (name.empty()) return std::string{path};
    return fmt::format("{}{}{}", path, name.front() == '[' ? "" : ".", name);
}

std::string meaning_of_boolean(View content) { return content[0] == 0 ? "FALSE" : "TRUE"; }

std::string meaning_of_integer(View content) {
    if (content.size() > 4 || content[0] >= 0x80) return fmt::format("{} bytes", content.size());
    std::uint64_t value = 0;
    for (const std::uint8_t byte : content) value = value << 8 | byte;
    return std::to_string(value);
}

// Of a BIT STRING's content, which begins with the number of unused bits: X.690 §8.6.2, §11.2.1.
bool padding_is_zero(View content) {
    const unsigned unused = content[0];
    if (content.size() == 1) return unused == 0;
    return unused <= 7 && (content.back() & ((1U << unused) - 1)) == 0;
}

} // namespace

std::string name_of(Tag tag) {
    switch (tag) {
    case Tag::boolean: return "BOOLEAN";
    case Tag::integer: return "INTEGER";
    case Tag::bit_string: return "BIT STRING";
    case Tag::octet_string: return "OCTET STRING";
    case Tag::null: return "NULL";
    case Tag::object_identifier: return "OBJECT IDENTIFIER";
    case Tag::enumerated: return "ENUMERATED";
    case Tag::utf8_string: return "UTF8String";
    case Tag::numeric_string: return "NumericString";
    case Tag::universal_string: return "UniversalString";
    case Tag::bmp_string: return "BMPString";
    case Tag::printable_string: return "PrintableString";
    case Tag::teletex_string: return "TeletexString";
    case Tag::ia5_string: return "IA5String";
    case Tag::utc_time: return "UTCTime";
    case Tag::generalized_time: return "GeneralizedTime";
    case Tag::sequence: return "SEQUENCE";
    case Tag::set: return "SET";
    }
    const unsigned number = static_cast<unsigned>(tag);
    if ((number & 0xc0U) == 0x80) return fmt::format("[{}]", number & 0x1fU);
    return fmt::format("tag 0x{:02x}", number);
}

DerReader::DerReader(std::string_view name, View der, tls::FieldSink* sink) : der_(der), sink_(sink), path_(name) {
    levels_.push_back({der.size(), path_.size()});
}

void DerReader::refuse_at(std::size_t offset, std::string_view name, std::string_view why) const {
    throw ParseError(fmt::format("{} at byte {}: {}", join(path_, name), offset, why));
}

void DerReader::refuse(std::string_view name, std::string_view why) const { refuse_at(last_, name, why); }

// Reads a length at `at` and moves behind it.
std::size_t DerReader::length(std::string_view name, std::size_t& at, std::size_t end) const {
    if (at == end) refuse_at(position_, name, "the data end before the length");
    const std::uint8_t first = der_[at++];
    if (first < 0x80) return first;
    if (first == 0x80) refuse_at(position_, name, "an indefinite length, which DER forbids"); // X.690 §10.1
    const std::size_t count = first & 0x7fU;
    if (count > 4) refuse_at(position_, name, "a length of more than four bytes");
    if (count > end - at) refuse_at(position_, name, "the data end inside the length");
    std::size_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value << 8 | der_[at++];
    if (value < 0x80 || value >> (8 * (count - 1)) == 0) // X.690 §10.1
        refuse_at(position_, name, "a length in more bytes than it needs");
    return value;
}

DerReader::Element DerReader::element(std::string_view name) const {
    const std::size_t end = levels_.back().end;
    if (position_ == end) refuse_at(position_, name, "it is missing");
    const Tag tag = Tag{der_[position_]};
    if ((der_[position_] & 0x1fU) == 0x1f) refuse_at(position_, name, "a tag number above 30, which nothing here uses");
    std::size_t at = position_ + 1;
    const std::size_t size = length(name, at, end);
    if (size > end - at)
        refuse_at(position_, name, fmt::format("{} of {} bytes, where {} are left", name_of(tag), size, end - at));
    return {tag, position_, at, at + size};
}

DerReader::Element DerReader::expect(std::string_view name, Tag tag) const {
    const Element found = element(name);
    if (found.tag != tag)
        refuse_at(position_, name, fmt::format("{} where {} is expected", name_of(found.tag), name_of(tag)));
    return found;
}

View DerReader::content(const Element& element) const {
    return der_.subspan(element.content, element.end - element.content);
}

void DerReader::enter_path(std::string_view name) { path_ = join(path_, name); }

void DerReader::report(std::string_view name, View bytes, std::size_t offset, std::string_view meaning) {
    const std::string path = join(path_, name);
    const std::size_t dot = path.rfind('.');
    const std::string_view last = std::string_view{path}.substr(dot == std::string::npos ? 0 : dot + 1);
    sink_->field({path, last, offset, bytes, meaning, levels_.size() - 1});
}

void DerReader::accept(std::string_view name, const Element& element, Meaning meaning) {
    last_ = element.start;
    position_ = element.end;
    if (sink_ != nullptr)
        report(name, since(element.start), element.start,
               meaning != nullptr ? meaning(content(element)) : name_of(element.tag));
}

void DerReader::open(std::string_view name, Tag tag) {
    const Element found = expect(name, tag);
    if (levels_.size() > max_depth) refuse_at(position_, name, "nested deeper than 16 values");
    std::size_t begin = found.content;
    if (tag == Tag::bit_string) { // the count of unused bits comes first: X.690 §8.6.2
        if (begin == found.end || der_[begin] != 0) refuse_at(position_, name, "a BIT STRING that is not whole bytes");
        ++begin;
    }
    last_ = found.start;
    if (sink_ != nullptr)
        report(name, der_.subspan(found.start, begin - found.start), found.start,
               fmt::format("{}, {} bytes", name_of(tag), found.end - begin));
    levels_.push_back({found.end, path_.size()});
    enter_path(name);
    position_ = begin;
}

void DerReader::close() {
    const Level level = levels_.back();
    if (position_ != level.end) refuse_at(position_, "", fmt::format("{} bytes left over", level.end - position_));
    levels_.pop_back();
    path_.resize(level.path_size);
}

bool DerReader::more() const { return position_ < levels_.back().end; }

bool DerReader::next_is(Tag tag) const { return more() && Tag{der_[position_]} == tag; }

Tag DerReader::next_tag(std::string_view name) const { return element(name).tag; }

bool DerReader::boolean(std::string_view name) {
    const View value = content(expect(name, Tag::boolean));
    if (value.size() != 1 || (value[0] != 0x00 && value[0] != 0xff)) // X.690 §11.1
        refuse_at(position_, name, "a BOOLEAN that is neither 00 nor ff");
    accept(name, element(name), meaning_of_boolean);
    return value[0] != 0;
}

View DerReader::integer(std::string_view name) {
    const View value = content(expect(name, Tag::integer));
    if (value.empty()) refuse_at(position_, name, "an INTEGER without a byte");
    const bool idle =
        value.size() > 1 && ((value[0] == 0x00 && value[1] < 0x80) || (value[0] == 0xff && value[1] >= 0x80));
    if (idle) refuse_at(position_, name, "an INTEGER in more bytes than it needs"); // X.690 §8.3.2
    accept(name, element(name), meaning_of_integer);
    return value;
}

View DerReader::unsigned_integer(std::string_view name) {
    const View value = integer(name);
    if (value[0] >= 0x80) refuse(name, "a negative number");
    return value[0] == 0 && value.size() > 1 ? value.subspan(1) : value;
}

std::uint64_t DerReader::small_number(std::string_view name, std::uint64_t most) {
    const View value = unsigned_integer(name);
    std::uint64_t number = 0;
    for (const std::uint8_t byte : value.first(std::min<std::size_t>(value.size(), 8))) number = number << 8 | byte;
    if (value.size() > 8 || number > most) refuse(name, fmt::format("a number above {}", most));
    return number;
}

View DerReader::bits(std::string_view name) {
    const View value = content(expect(name, Tag::bit_string));
    if (value.empty() || value[0] != 0) refuse_at(position_, name, "a BIT STRING that is not whole bytes");
    accept(name, element(name), nullptr);
    return value.subspan(1);
}

void DerReader::any_bits(std::string_view name, Tag tag) {
    const View value = content(expect(name, tag));
    if (value.empty() || !padding_is_zero(value)) refuse_at(position_, name, "no BIT STRING in DER");
    accept(name, element(name), nullptr);
}

std::uint16_t DerReader::named_bits(std::string_view name, Meaning meaning) {
    const View value = content(expect(name, Tag::bit_string));
    if (value.size() < 2 || value.size() > 3) refuse_at(position_, name, "a BIT STRING of none or more than 16 bits");
    if (!padding_is_zero(value)) refuse_at(position_, name, "a BIT STRING with bits set in its padding");
    // Not done: refusing zero bits at the end, which X.690 §11.2.2 forbids: an anchor of today has them.
    accept(name, element(name), meaning);
    std::uint16_t bits = 0;
    for (std::size_t i = 0; i < 8 * (value.size() - 1); ++i)
        if ((value[1 + i / 8] & 0x80U >> i % 8) != 0) bits = static_cast<std::uint16_t>(bits | 1U << i);
    return bits;
}

std::string DerReader::object_identifier(std::string_view name) {
    const View value = content(expect(name, Tag::object_identifier));
    if (!is_object_identifier(value)) refuse_at(position_, name, "a malformed OBJECT IDENTIFIER");
    accept(name, element(name), [](View content) { return name_of_oid(dotted(content)); });
    return dotted(value);
}

void DerReader::null(std::string_view name) {
    if (!primitive(name, Tag::null).empty()) refuse(name, "a NULL that is not empty");
}

View DerReader::primitive(std::string_view name, Tag tag, Meaning meaning) {
    const Element found = expect(name, tag);
    accept(name, found, meaning);
    return content(found);
}

View DerReader::any(std::string_view name) {
    const Element found = element(name);
    accept(name, found, nullptr);
    return since(found.start);
}

} // namespace vitrine::x509
