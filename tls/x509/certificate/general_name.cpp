// Reads names of any kind (RFC 5280 §4.2.1.6), and those that stand for a whole subtree (RFC 5280 §4.2.1.10).
#include "tls/x509/certificate/general_name.h"

#include "tls/x509/certificate/extension_fields.h"
#include "tls/x509/certificate/ip_address.h"

#include <algorithm>
#include <array>
#include <bit>
#include <fmt/format.h>

namespace vitrine::x509 {
namespace {

struct Kind {
    Tag tag;
    std::string_view name;
};

// clang-format off
constexpr std::array kinds{
    Kind{constructed_context(0), "otherName"},
    Kind{context(1),             "rfc822Name"},
    Kind{context(2),             "dNSName"},
    Kind{constructed_context(3), "x400Address"},
    Kind{constructed_context(4), "directoryName"},
    Kind{constructed_context(5), "ediPartyName"},
    Kind{context(6),             "uniformResourceIdentifier"},
    Kind{context(7),             "iPAddress"},
    Kind{context(8),             "registeredID"},
};
// clang-format on

// "255.255.255.0" is 24: all bits that are set stand in front, as in RFC 4632.
std::optional<std::size_t> prefix_length(View mask) {
    std::size_t length = 0;
    while (length < 8 * mask.size() && (mask[length / 8] & 0x80U >> length % 8) != 0) ++length;
    std::size_t set = 0;
    for (const std::uint8_t byte : mask) set += static_cast<std::size_t>(std::popcount(byte));
    return set == length ? std::optional{length} : std::nullopt;
}

std::string format_subtree(View bytes) {
    const std::size_t half = bytes.size() / 2;
    const std::optional<std::size_t> length = prefix_length(bytes.subspan(half));
    if ((bytes.size() != 8 && bytes.size() != 32) || !length) return to_hex(bytes);
    return fmt::format("{}/{}", format_ip_address(bytes.first(half)), *length);
}

GeneralName read_address(DerReader& reader, std::string_view name, AddressForm form) {
    const bool host = form == AddressForm::host;
    const View bytes = reader.primitive(name, context(7), host ? format_ip_address : format_subtree);
    const std::size_t size = host ? bytes.size() : bytes.size() / 2;
    if (size != 4 && size != 16)
        reader.refuse(name, host ? "it has neither 4 nor 16 bytes" : "it has neither 8 nor 32 bytes");
    if (!host && (bytes.size() % 2 != 0 || !prefix_length(bytes.subspan(size))))
        reader.refuse(name, "a mask with zeros before ones"); // RFC 5280 §4.2.1.10
    return IpAddress{to_bytes(bytes)};
}

// OtherName ::= SEQUENCE { type-id OBJECT IDENTIFIER, value [0] EXPLICIT ANY }
std::string read_other_name(DerReader& reader, std::string_view name) {
    reader.open(name, constructed_context(0));
    std::string type_id = reader.object_identifier("type-id");
    reader.open("value", constructed_context(0));
    reader.any("");
    reader.close();
    reader.close();
    return type_id;
}

// EDIPartyName ::= SEQUENCE { nameAssigner [0] DirectoryString OPTIONAL, partyName [1] DirectoryString }
void read_edi_party_name(DerReader& reader, std::string_view name) {
    reader.open(name, constructed_context(5));
    for (const unsigned number : {0U, 1U}) {
        if (number == 0 && !reader.next_is(constructed_context(0))) continue;
        reader.open(number == 0 ? "nameAssigner" : "partyName", constructed_context(number));
        reader.any("");
        reader.close();
    }
    reader.close();
}

// A kind that nothing here asks for. It is kept as it stands, and yet has to be what it says it is.
GeneralName read_unused_kind(DerReader& reader, const Kind& kind, std::string_view name) {
    const std::size_t start = reader.position();
    std::string type_id;
    if (kind.tag == constructed_context(0))
        type_id = read_other_name(reader, name);
    else if (kind.tag == constructed_context(5))
        read_edi_party_name(reader, name);
    else
        reader.any(name);
    return OtherName{kind.name, to_bytes(reader.since(start)), std::move(type_id)};
}

} // namespace

GeneralName read_general_name(DerReader& reader, std::string_view path, AddressForm form) {
    const Tag tag = reader.next_tag(path);
    const auto* const kind = std::ranges::find(kinds, tag, &Kind::tag);
    if (kind == kinds.end()) {
        reader.any(path);
        reader.refuse(path, "no kind of GeneralName");
    }
    const std::string name = path.empty() ? std::string{kind->name} : fmt::format("{}.{}", path, kind->name);
    if (kind->tag == context(7)) return read_address(reader, name, form);
    if (kind->tag == context(2)) return DnsName{std::string{as_text(reader.primitive(name, tag, printable))}};
    if (kind->tag == context(1)) return Rfc822Name{std::string{as_text(reader.primitive(name, tag, printable))}};
    if (kind->tag == context(6)) return Uri{std::string{as_text(reader.primitive(name, tag, printable))}};
    if (kind->tag != constructed_context(4)) return read_unused_kind(reader, *kind, name);
    reader.open(name, tag);
    DirectoryName directory{std::make_shared<const Name>(read_name(reader, ""))};
    reader.close();
    return directory;
}

std::vector<GeneralName> read_general_names(DerReader& reader, std::string_view path, Tag tag) {
    std::vector<GeneralName> names;
    reader.open(path, tag);
    for (std::size_t i = 0; i == 0 || reader.more(); ++i) {
        if (i == max_names) reader.refuse("", too_many_names);
        names.push_back(read_general_name(reader, fmt::format("[{}]", i), AddressForm::host));
    }
    reader.close();
    return names;
}

std::string_view kind_of(const GeneralName& name) {
    constexpr std::array<std::string_view, 5> in_order{"dNSName", "rfc822Name", "uniformResourceIdentifier",
                                                       "iPAddress", "directoryName"};
    if (const auto* other = std::get_if<OtherName>(&name)) return other->kind;
    return in_order[name.index()];
}

std::string text_of(const GeneralName& name) {
    constexpr std::size_t enough = 256; // bytes of what a peer may have made as long as a certificate can be
    const auto shown = [](std::string_view text) {
        return printable(as_bytes(text.substr(0, enough))) + (text.size() > enough ? " and so on" : "");
    };
    if (const auto* dns = std::get_if<DnsName>(&name)) return shown(dns->text);
    if (const auto* mailbox = std::get_if<Rfc822Name>(&name)) return shown(mailbox->text);
    if (const auto* uri = std::get_if<Uri>(&name)) return shown(uri->text);
    if (const auto* directory = std::get_if<DirectoryName>(&name)) return directory->name->text();
    if (const auto* other = std::get_if<OtherName>(&name))
        return to_hex(View{other->der}.first(std::min(other->der.size(), enough)));
    const Bytes& bytes = std::get<IpAddress>(name).bytes;
    return bytes.size() == 4 || bytes.size() == 16 ? format_ip_address(bytes) : format_subtree(bytes);
}

} // namespace vitrine::x509
