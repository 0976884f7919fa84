// Writes DER from the inside out (X.690 §8 to §11).
#include "tls/x509/asn1/der_writer.h"

#include "tls/x509/asn1/text.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <fmt/format.h>
#include <stdexcept>

namespace vitrine::x509::der {
namespace {

std::size_t bytes_of(std::uint64_t number) { return (static_cast<std::size_t>(std::bit_width(number)) + 7) / 8; }

void append_length(Bytes& to, std::size_t length) { // X.690 §10.1
    if (length < 0x80) return to.push_back(static_cast<std::uint8_t>(length));
    const std::size_t count = bytes_of(length);
    to.push_back(static_cast<std::uint8_t>(0x80 | count));
    for (std::size_t i = count; i-- > 0;) to.push_back(static_cast<std::uint8_t>(length >> 8 * i));
}

// Seven bits a byte, the highest first, each but the last marked: X.690 §8.19.2
void append_arc(Bytes& to, std::uint64_t arc) {
    const unsigned groups = std::max(1U, (static_cast<unsigned>(std::bit_width(arc)) + 6) / 7);
    for (unsigned i = groups; i-- > 0;)
        to.push_back(static_cast<std::uint8_t>((arc >> 7 * i & 0x7fU) | (i > 0 ? 0x80U : 0U)));
}

std::uint64_t take_arc(std::string_view& dotted) {
    const std::string_view digits = take_part(dotted, '.');
    std::uint64_t arc = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), arc);
    if (error != std::errc{} || end != digits.data() + digits.size())
        throw std::logic_error("an object identifier is written as numbers with dots between them");
    return arc;
}

} // namespace

std::size_t value_size(std::size_t content_size) {
    return 2 + (content_size < 0x80 ? 0 : bytes_of(content_size)) + content_size;
}

void append_value(Bytes& to, Tag tag, View content) {
    to.push_back(static_cast<std::uint8_t>(tag));
    append_length(to, content.size());
    append(to, content);
}

Bytes value(Tag tag, View content) {
    Bytes whole;
    whole.reserve(value_size(content.size()));
    append_value(whole, tag, content);
    return whole;
}

Bytes joined(std::initializer_list<View> values) {
    Bytes all;
    for (const View each : values) append(all, each);
    return all;
}

Bytes sequence(std::initializer_list<View> values) { return value(Tag::sequence, joined(values)); }
Bytes set(std::initializer_list<View> values) { return value(Tag::set, joined(values)); }

Bytes boolean(bool truth) { // X.690 §11.1
    const std::uint8_t content = truth ? 0xff : 0x00;
    return value(Tag::boolean, {&content, 1});
}

Bytes integer(View content) { return value(Tag::integer, content); }

Bytes unsigned_integer(View magnitude) { // X.690 §8.3
    while (magnitude.size() > 1 && magnitude[0] == 0) magnitude = magnitude.subspan(1);
    Bytes content;
    if (magnitude.empty() || magnitude[0] >= 0x80) content.push_back(0);
    append(content, magnitude);
    return integer(content);
}

Bytes small_integer(std::uint64_t number) {
    Bytes magnitude;
    for (std::size_t i = bytes_of(number); i-- > 0;) magnitude.push_back(static_cast<std::uint8_t>(number >> 8 * i));
    return unsigned_integer(magnitude);
}

Bytes bit_string(View bytes) {
    Bytes content{0}; // unused bits: X.690 §8.6.2
    append(content, bytes);
    return value(Tag::bit_string, content);
}

Bytes named_bits(std::uint16_t bits) {
    const unsigned used = static_cast<unsigned>(std::bit_width(bits));
    Bytes content((used + 7) / 8 + 1);
    content[0] = static_cast<std::uint8_t>((8 - used % 8) % 8);
    for (unsigned i = 0; i < used; ++i)
        if ((bits >> i & 1U) != 0) content[1 + i / 8] = static_cast<std::uint8_t>(content[1 + i / 8] | 0x80U >> i % 8);
    return value(Tag::bit_string, content);
}

Bytes octet_string(View bytes) { return value(Tag::octet_string, bytes); }
Bytes null() { return value(Tag::null, {}); }

Bytes object_identifier(std::string_view dotted) {
    const std::uint64_t first = take_arc(dotted);
    const std::uint64_t second = take_arc(dotted);
    Bytes content;
    append_arc(content, 40 * first + second); // X.690 §8.19.4
    while (!dotted.empty()) append_arc(content, take_arc(dotted));
    return value(Tag::object_identifier, content);
}

Bytes utf8_string(std::string_view text) { return value(Tag::utf8_string, as_bytes(text)); }

Bytes time(std::chrono::sys_seconds time) {
    const auto days = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{days};
    const std::chrono::hh_mm_ss clock{time - days};
    const int year = static_cast<int>(date.year());
    const bool utc = year >= 1950 && year < 2050;
    const std::string text = fmt::format("{:0{}}{:02}{:02}{:02}{:02}{:02}Z", utc ? year % 100 : year, utc ? 2 : 4,
                                         static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                                         clock.hours().count(), clock.minutes().count(), clock.seconds().count());
    return value(utc ? Tag::utc_time : Tag::generalized_time, as_bytes(text));
}

Bytes implicit(unsigned number, View content) { return value(context(number), content); }
Bytes constructed(unsigned number, View contents) { return value(constructed_context(number), contents); }

} // namespace vitrine::x509::der
