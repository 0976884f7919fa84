// Fuzzes the reader of DER (X.690): the first bytes choose what is read, the rest is read.
#include "tls/x509/asn1/der.h"

using vitrine::x509::DerReader;
using vitrine::x509::Tag;

namespace {

void read_one(DerReader& reader, std::uint8_t choice) {
    switch (choice % 10) {
    case 0: reader.open("sequence", Tag::sequence); break;
    case 1: reader.open("bits", Tag::bit_string); break;
    case 2: reader.open("octets", Tag::octet_string); break;
    case 3: reader.boolean("boolean"); break;
    case 4: reader.unsigned_integer("integer"); break;
    case 5: reader.small_number("number", 1000); break;
    case 6: reader.named_bits("named"); break;
    case 7: reader.object_identifier("identifier"); break;
    case 8: reader.any("any"); break;
    default: reader.primitive("octets", Tag::octet_string); break;
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) { // NOLINT(*-identifier-naming)
    constexpr std::size_t choices = 16;
    if (size < choices) return 0;
    DerReader reader{"value", {data + choices, size - choices}};
    try {
        for (std::size_t i = 0; i < choices && reader.more(); ++i) read_one(reader, data[i]);
        reader.finish();
    } catch (const vitrine::x509::ParseError&) {
        return 0; // what is expected of most inputs
    }
    return 0;
}
