// Writes DER from the inside out (X.690 §8 to §11): each function gives one whole value, and a value that holds others
// is made of theirs. Lengths are minimal because they are known when they are written.
#pragma once

#include "tls/x509/asn1/der.h"

#include <chrono>
#include <initializer_list>

namespace vitrine::x509::der {

// Tag, length and content, behind what is in `to`: for secrets, that must not lie about in parts.
void append_value(Bytes& to, Tag tag, View content);
std::size_t value_size(std::size_t content_size); // bytes with tag and length

Bytes value(Tag tag, View content);
Bytes joined(std::initializer_list<View> values);
Bytes sequence(std::initializer_list<View> values);
Bytes set(std::initializer_list<View> values); // of one value, or of several that stand in DER's order already

Bytes boolean(bool value);
Bytes integer(View content);            // two's complement, as it is
Bytes unsigned_integer(View magnitude); // big-endian: without leading zeros, with the one that keeps it positive
Bytes small_integer(std::uint64_t value);
Bytes bit_string(View bytes);         // of whole bytes
Bytes named_bits(std::uint16_t bits); // bit n here is bit n of the string; zeros at its end are left out: X.690 §11.2.2
Bytes octet_string(View bytes);
Bytes null();
Bytes object_identifier(std::string_view dotted); // "2.5.29.17"; anything else is a std::logic_error
Bytes utf8_string(std::string_view text);
// UTCTime up to 2049, GeneralizedTime from 2050 on                                         RFC 5280 §4.1.2.5
Bytes time(std::chrono::sys_seconds time);

Bytes implicit(unsigned number, View content);     // [number] in place of the tag of a primitive value
Bytes constructed(unsigned number, View contents); // [number] around whole values

} // namespace vitrine::x509::der
