// Reads a distinguished name and makes text of it (RFC 5280 §4.1.2.4, RFC 4514).
#include "tls/x509/asn1/oid.h"
#include "tls/x509/certificate/fields.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::x509 {
namespace {

bool is_text(Tag tag) {
    return tag == Tag::utf8_string || tag == Tag::printable_string || tag == Tag::ia5_string ||
           tag == Tag::teletex_string;
}

// RFC 4514 §2.4: what would be taken for a separator is escaped.
std::string escaped(View bytes) {
    std::string text;
    for (const std::uint8_t byte : bytes) {
        const char character = static_cast<char>(byte);
        if (std::string_view{"\"+,;<>\\="}.find(character) != std::string_view::npos) text += '\\';
        if (byte >= 0x20 && byte < 0x7f)
            text += character;
        else
            text += fmt::format("\\{:02X}", byte);
    }
    return text;
}

// RFC 3629 §4: no longer than it needs to be, no surrogates, nothing above 10ffff.
bool is_utf8(View bytes) {
    while (!bytes.empty()) {
        const std::uint8_t first = bytes[0];
        const std::size_t size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        if ((first >= 0x80 && first < 0xc2) || first > 0xf4 || bytes.size() < size) return false;
        std::uint32_t character = size == 1 ? first : first & 0x7fU >> size;
        for (const std::uint8_t byte : bytes.subspan(1, size - 1)) {
            if ((byte & 0xc0U) != 0x80) return false;
            character = character << 6 | (byte & 0x3fU);
        }
        const bool surrogate = character >= 0xd800 && character < 0xe000;
        if (surrogate || character > 0x10ffff || (size == 3 && character < 0x800) || (size == 4 && character < 0x10000))
            return false;
        bytes = bytes.subspan(size);
    }
    return true;
}

bool is_space(std::uint8_t byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }

// Lower case, one space for many, none at the ends; TeletexString, taken for Latin-1, becomes UTF-8.   RFC 5280 §7.1
Bytes folded(View text, Tag tag) {
    Bytes result;
    for (const std::uint8_t byte : text) {
        if (is_space(byte)) {
            if (!result.empty() && result.back() != ' ') result.push_back(' ');
        } else if (byte >= 'A' && byte <= 'Z') {
            result.push_back(static_cast<std::uint8_t>(byte - 'A' + 'a'));
        } else if (byte >= 0x80 && tag == Tag::teletex_string) {
            result.push_back(static_cast<std::uint8_t>(0xc0U | byte >> 6U));
            result.push_back(static_cast<std::uint8_t>(0x80U | (byte & 0x3fU)));
        } else {
            result.push_back(byte);
        }
    }
    if (!result.empty() && result.back() == ' ') result.pop_back();
    return result;
}

void append_utf8(Bytes& text, std::uint32_t character) { // RFC 3629 §3
    if (character < 0x80) return text.push_back(static_cast<std::uint8_t>(character));
    const std::size_t more = character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
    const std::uint32_t mark = more == 1 ? 0xc0 : more == 2 ? 0xe0 : 0xf0;
    text.push_back(static_cast<std::uint8_t>(mark | (character >> 6 * more & 0xffU)));
    for (std::size_t i = more; i-- > 0;)
        text.push_back(static_cast<std::uint8_t>(0x80U | (character >> 6 * i & 0x3fU)));
}

// Characters of `width` bytes each, in UTF-8: so that a name does not get past a constraint in another alphabet.
Bytes in_utf8(View wide, std::size_t width) {
    Bytes text;
    for (std::size_t at = 0; at + width <= wide.size(); at += width) {
        std::uint32_t character = 0;
        for (const std::uint8_t byte : wide.subspan(at, width)) character = character << 8U | byte;
        append_utf8(text, std::min<std::uint32_t>(character, 0x1fffff));
    }
    return text;
}

std::size_t width_of(Tag tag) { // of a character; 0: no such text
    return tag == Tag::numeric_string ? 1 : tag == Tag::bmp_string ? 2 : tag == Tag::universal_string ? 4 : 0;
}

// What else an attribute may be: the BIT STRING of an x500UniqueIdentifier, the SEQUENCE of a postalAddress. Nothing of
// RFC 5280 §A.1 is an INTEGER or an OCTET STRING.
View read_other_value(DerReader& reader, Tag tag) {
    constexpr std::string_view name = "value";
    if (tag == Tag::sequence) return reader.any(name);
    const std::size_t start = reader.position();
    if (tag == Tag::bit_string) {
        reader.bits(name);
    } else {
        reader.any(name);
        reader.refuse(name, fmt::format("{} is no text", name_of(tag)));
    }
    return reader.since(start);
}

constexpr std::uint8_t no_text = 0xff; // occurs in no UTF-8, and so sets apart what is compared byte for byte

void append_with_size(Bytes& all, View part) { // no part is then the beginning of another
    const std::size_t size = part.size();
    for (const unsigned shift : {24U, 16U, 8U, 0U}) all.push_back(static_cast<std::uint8_t>(size >> shift));
    append(all, part);
}

struct ReadAttribute {
    std::string type;
    std::string text; // of its value
    std::string raw;  // its bytes, if it is text
    Bytes canonical;
};

// Text in an alphabet that is not shown as such.
void read_wide_text(DerReader& reader, Tag tag, ReadAttribute& attribute) {
    const std::size_t start = reader.position();
    const View value = reader.primitive("value", tag, to_hex);
    if (value.size() % width_of(tag) != 0) reader.refuse("value", "part of a character");
    attribute.text = "#" + to_hex(reader.since(start)); // RFC 4514 §2.4
    append(attribute.canonical, folded(in_utf8(value, width_of(tag)), Tag::utf8_string));
}

// AttributeTypeAndValue ::= SEQUENCE { type, value }
ReadAttribute read_attribute(DerReader& reader, std::string_view index) {
    reader.open(index, Tag::sequence);
    const std::size_t start = reader.position();
    ReadAttribute attribute{reader.object_identifier("type"), {}, {}, {}};
    attribute.canonical = to_bytes(reader.since(start));
    const Tag tag = reader.next_tag("value");
    if (is_text(tag)) {
        const View value = reader.primitive("value", tag, printable);
        if (tag == Tag::utf8_string && !is_utf8(value)) reader.refuse("value", "a UTF8String that is not UTF-8");
        attribute.text = escaped(value);
        attribute.raw = as_text(value);
        append(attribute.canonical, folded(value, tag));
    } else if (width_of(tag) != 0) {
        read_wide_text(reader, tag, attribute);
    } else {
        const View value = read_other_value(reader, tag); // with tag and length
        attribute.text = "#" + to_hex(value);             // RFC 4514 §2.4
        attribute.canonical.push_back(no_text);
        append(attribute.canonical, value);
    }
    reader.close();
    return attribute;
}

Bytes canonical_part(std::vector<Bytes>& attributes) {
    std::ranges::sort(attributes);
    Bytes part;
    for (const Bytes& attribute : attributes) append_with_size(part, attribute);
    return part;
}

} // namespace

std::string printable(View bytes) {
    std::string text;
    for (const std::uint8_t byte : bytes) {
        if (byte >= 0x20 && byte < 0x7f && byte != '\\')
            text += static_cast<char>(byte);
        else
            text += byte == '\\' ? "\\\\" : fmt::format("\\{:02X}", byte);
    }
    return text;
}

Name read_name(DerReader& reader, std::string_view name) {
    const std::size_t start = reader.position();
    std::string text;
    std::string common_name;
    Bytes canonical;
    reader.open(name, Tag::sequence);
    for (std::size_t i = 0; reader.more(); ++i) {
        reader.open(fmt::format("[{}]", i), Tag::set);
        if (!reader.more()) reader.refuse("", "a RelativeDistinguishedName without an attribute");
        std::vector<Bytes> parts;
        for (std::size_t j = 0; reader.more(); ++j) {
            ReadAttribute attribute = read_attribute(reader, fmt::format("[{}]", j));
            const std::string_view separator = j > 0 ? "+" : text.empty() ? "" : ", ";
            text += fmt::format("{}{}={}", separator, name_of_oid(attribute.type), attribute.text);
            if (attribute.type == oid::common_name) common_name = attribute.raw; // the last is the most specific
            parts.push_back(std::move(attribute.canonical));
        }
        reader.close();
        append_with_size(canonical, canonical_part(parts));
    }
    reader.close();
    canonical.shrink_to_fit();
    return Name{to_bytes(reader.since(start)), std::move(text), std::move(common_name), std::move(canonical)};
}

bool Name::is_within(const Name& base) const {
    return canonical_.size() >= base.canonical_.size() &&
           std::equal(base.canonical_.begin(), base.canonical_.end(), canonical_.begin());
}

std::vector<Name::Attribute> Name::attributes() const {
    std::vector<Attribute> all;
    if (der_.empty()) return all;
    DerReader reader{"", der_};
    for (reader.open("", Tag::sequence); reader.more(); reader.close())
        for (reader.open("", Tag::set); reader.more();) {
            ReadAttribute read = read_attribute(reader, "");
            all.push_back({std::move(read.type), std::move(read.raw)});
        }
    return all;
}

std::vector<std::string> Name::email_addresses() const {
    std::vector<std::string> addresses;
    for (Attribute& attribute : attributes())
        if (attribute.type == oid::email_address) addresses.push_back(std::move(attribute.value));
    return addresses;
}

} // namespace vitrine::x509
