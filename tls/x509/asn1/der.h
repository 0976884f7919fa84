// A strict reader of DER (X.690 §8 to §11): every value has one encoding, and any other is refused.
#pragma once

#include "tls/wire/field_sink.h"
#include "tls/x509/asn1/parse_error.h"

namespace vitrine::x509 {

// The identifier octet, whole: class, primitive or constructed, number (X.690 §8.1.2).
enum class Tag : std::uint8_t {
    boolean = 0x01,
    integer = 0x02,
    bit_string = 0x03,
    octet_string = 0x04,
    null = 0x05,
    object_identifier = 0x06,
    enumerated = 0x0a,
    utf8_string = 0x0c,
    numeric_string = 0x12,
    printable_string = 0x13,
    teletex_string = 0x14,
    ia5_string = 0x16,
    utc_time = 0x17,
    generalized_time = 0x18,
    universal_string = 0x1c,
    bmp_string = 0x1e,
    sequence = 0x30,
    set = 0x31,
};
constexpr Tag context(unsigned number) { return static_cast<Tag>(0x80U | number); }             // [n] IMPLICIT
constexpr Tag constructed_context(unsigned number) { return static_cast<Tag>(0xa0U | number); } // [n], constructed
std::string name_of(Tag tag);                                                                   // "SEQUENCE", "[0]"

// Walks through one DER value, field by field; each is named as in the RFC, so that errors and the sink can say
// where they are. A name that starts with '[' is joined to the path without a dot; an empty one adds nothing.
class DerReader {
public:
    static constexpr std::size_t max_depth = 16;
    using Meaning = std::string (*)(View content); // what a field says, for people; called only if somebody listens

    DerReader(std::string_view name, View der, tls::FieldSink* sink = nullptr);

    // Enters a constructed value, or a BIT STRING or OCTET STRING that wraps DER, up to close().
    void open(std::string_view name, Tag tag);
    void close(); // all of it must have been read
    void finish() { close(); }
    bool more() const; // something is left of the innermost value
    bool next_is(Tag tag) const;

    bool boolean(std::string_view name);
    View integer(std::string_view name);                                   // two's complement, minimal
    View unsigned_integer(std::string_view name);                          // its magnitude without a leading zero
    std::uint64_t small_number(std::string_view name, std::uint64_t most); // 0 … most
    View bits(std::string_view name);                                      // a BIT STRING of whole bytes
    void any_bits(std::string_view name, Tag tag); // a BIT STRING of any length under this tag, which nobody asks about
    std::uint16_t named_bits(std::string_view name, Meaning meaning = nullptr); // bit n of the string is bit n here
    std::string object_identifier(std::string_view name);                       // "2.5.29.17"
    void null(std::string_view name);
    View primitive(std::string_view name, Tag tag, Meaning meaning = nullptr);
    View any(std::string_view name); // one value of any type, with tag and length, not looked into

    Tag next_tag(std::string_view name) const;
    std::size_t position() const { return position_; }
    View since(std::size_t start) const { return der_.subspan(start, position_ - start); }
    // About the field that was read last.
    [[noreturn]] void refuse(std::string_view name, std::string_view why) const;

private:
    struct Element {
        Tag tag;
        std::size_t start, content, end;
    };
    struct Level {
        std::size_t end, path_size;
    };

    Element element(std::string_view name) const;
    Element expect(std::string_view name, Tag tag) const;
    std::size_t length(std::string_view name, std::size_t& at, std::size_t end) const;
    View content(const Element& element) const;
    void accept(std::string_view name, const Element& element, Meaning meaning);
    void report(std::string_view name, View bytes, std::size_t offset, std::string_view meaning);
    void enter_path(std::string_view name);
    [[noreturn]] void refuse_at(std::size_t offset, std::string_view name, std::string_view why) const;

    View der_;
    tls::FieldSink* sink_;
    std::string path_;
    std::vector<Level> levels_;
    std::size_t position_ = 0;
    std::size_t last_ = 0; // where the field that was read last starts
};

} // namespace vitrine::x509
