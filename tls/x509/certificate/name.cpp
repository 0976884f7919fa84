// Reads a distinguished name and makes text of it (RFC 5280 §4.1.2.4, RFC 4514).
#include "tls/x509/asn1/oid.h"
#include "tls/x509/certificate/fields.h"

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

struct Attribute {
    std::string type;
    std::string text; // of its value
    std::string raw;  // its bytes, if it is text
};

// AttributeTypeAndValue ::= SEQUENCE { type, value }
Attribute read_attribute(DerReader& reader, std::string_view index) {
    reader.open(index, Tag::sequence);
    Attribute attribute{reader.object_identifier("type"), {}, {}};
    const Tag tag = reader.next_tag("value");
    if (is_text(tag)) {
        const View value = reader.primitive("value", tag, printable);
        attribute.text = escaped(value);
        attribute.raw = as_text(value);
    } else {
        attribute.text = "#" + to_hex(reader.any("value")); // RFC 4514 §2.4
    }
    reader.close();
    return attribute;
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
    reader.open(name, Tag::sequence);
    for (std::size_t i = 0; reader.more(); ++i) {
        reader.open(fmt::format("[{}]", i), Tag::set);
        if (!reader.more()) reader.refuse("", "a RelativeDistinguishedName without an attribute");
        for (std::size_t j = 0; reader.more(); ++j) {
            const Attribute attribute = read_attribute(reader, fmt::format("[{}]", j));
            const std::string_view separator = j > 0 ? "+" : text.empty() ? "" : ", ";
            text += fmt::format("{}{}={}", separator, name_of_oid(attribute.type), attribute.text);
            if (attribute.type == oid::common_name) common_name = attribute.raw; // the last is the most specific
        }
        reader.close();
    }
    reader.close();
    return Name{to_bytes(reader.since(start)), std::move(text), std::move(common_name)};
}

} // namespace vitrine::x509
