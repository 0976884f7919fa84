// Values that DER or RFC 5280 §4.1 forbids, with signatures that are good: what one reader takes and another reads
// otherwise is an attacker's choice.
#include "tls/x509/asn1/der_writer.h"
#include "tls/x509/asn1/oid.h"
#include "tls/x509/bad/kinds.h"

#include <algorithm>
#include <array>

namespace vitrine::x509::bad {
namespace {

void negative_serial(Experiment& e) { e.leaf().parts.serial_number = Bytes{0x80, 0x01}; }
void zero_serial(Experiment& e) { e.leaf().parts.serial_number = Bytes{0x00}; }
void long_serial(Experiment& e) { e.leaf().parts.serial_number = Bytes(21, 0x11); }
void padded_serial(Experiment& e) { e.leaf().parts.serial_number = Bytes{0x00, 0x01}; }

void end_at(Experiment& e, Tag tag, std::string_view time) {
    e.leaf().parts.validity =
        der::sequence({der::time(e.now() - std::chrono::days{1}), der::value(tag, as_bytes(time))});
}
void time_without_z(Experiment& e) { end_at(e, Tag::utc_time, "491231235959"); }
void time_with_offset(Experiment& e) { end_at(e, Tag::utc_time, "491231235959+0000"); }
void time_with_fraction(Experiment& e) { end_at(e, Tag::generalized_time, "20991231235959.5Z"); }
void time_of_no_day(Experiment& e) { end_at(e, Tag::utc_time, "490230000000Z"); }

// The content of a SEQUENCE, whose header is known to be minimal.
Bytes content_of(View sequence) {
    DerReader reader{"it", sequence};
    reader.open("", Tag::sequence);
    return to_bytes(sequence.subspan(reader.position()));
}

void long_length(Experiment& e) { // three bytes where two do: X.690 §10.1
    e.leaf().rewrite = [](Bytes& to_be_signed) {
        const Bytes content = content_of(to_be_signed);
        to_be_signed = {0x30, 0x83, 0x00, static_cast<std::uint8_t>(content.size() >> 8),
                        static_cast<std::uint8_t>(content.size())};
        append(to_be_signed, content);
    };
}
void indefinite_length(Experiment& e) { // up to two zero bytes: BER, X.690 §8.1.3.6
    e.leaf().damage = [](Bytes& der) {
        const Bytes content = content_of(der);
        der = {0x30, 0x80};
        append(der, content);
        der.insert(der.end(), {0x00, 0x00});
    };
}
void trailing_bytes(Experiment& e) {
    e.leaf().damage = [](Bytes& der) { der.insert(der.end(), {0x05, 0x00}); };
}
void boolean_01(Experiment& e) { // X.690 §11.1
    e.leaf().rewrite = [](Bytes& to_be_signed) {
        constexpr std::array<std::uint8_t, 3> truth{0x01, 0x01, 0xff};
        const auto found = std::search(to_be_signed.begin(), to_be_signed.end(), truth.begin(), truth.end());
        if (found != to_be_signed.end()) found[2] = 0x01; // of the first extension, which is critical
    };
}
void default_encoded(Experiment& e) { // X.690 §11.5
    e.leaf().extension(oid::basic_constraints).value = der::sequence({der::boolean(false)});
}
void bits_in_padding(Experiment& e) { // X.690 §11.2.1
    e.leaf().extension(oid::key_usage).value = Bytes{0x03, 0x02, 0x07, 0xff};
}
void empty_san(Experiment& e) { e.leaf().extension(oid::subject_alt_name).value = der::sequence({}); }
void v1_with_extensions(Experiment& e) { e.leaf().parts.version = 1; }
void v4(Experiment& e) { e.leaf().parts.version = 4; }

// clang-format off
constexpr std::array kinds{
    //   name                    what is wrong                                                                            where it is ruled out      refused by       how it is made
    Kind{"negative-serial",      "a negative serial number",                                                              "RFC 5280 §4.1.2.2",       "serial number", negative_serial},
    Kind{"zero-serial",          "the serial number 0",                                                                   "RFC 5280 §4.1.2.2",       "serial number", zero_serial},
    Kind{"long-serial",          "a serial number of 21 octets",                                                          "RFC 5280 §4.1.2.2",       "serial number", long_serial},
    Kind{"padded-serial",        "a serial number with a zero too many in front",                                         "X.690 §8.3.2",            "parse",         padded_serial},
    Kind{"time-without-z",       "a UTCTime without its Z: in which zone?",                                               "RFC 5280 §4.1.2.5.1",     "parse",         time_without_z},
    Kind{"time-with-offset",     "a UTCTime with +0000 in place of Z",                                                    "RFC 5280 §4.1.2.5.1",     "parse",         time_with_offset},
    Kind{"time-with-fraction",   "a GeneralizedTime with half a second",                                                  "RFC 5280 §4.1.2.5.2",     "parse",         time_with_fraction},
    Kind{"time-of-no-day",       "the 30th of February",                                                                  "CVE-2015-1789",           "parse",         time_of_no_day},
    Kind{"long-length",          "a length in more bytes than it needs, signed so",                                       "X.690 §10.1",             "parse",         long_length},
    Kind{"indefinite-length",    "a certificate of indefinite length: BER",                                               "X.690 §10.1",             "parse",         indefinite_length},
    Kind{"trailing-bytes",       "two bytes behind the certificate",                                                      "RFC 5280 §4.1",           "parse",         trailing_bytes},
    Kind{"boolean-01",           "a TRUE that is 01 and not ff",                                                          "X.690 §11.1",             "parse",         boolean_01},
    Kind{"default-encoded",      "cA FALSE, written down although it is the default",                                     "X.690 §11.5",             "parse",         default_encoded},
    Kind{"bits-in-padding",      "a keyUsage with bits set behind its last",                                              "X.690 §11.2.1",           "parse",         bits_in_padding},
    Kind{"empty-san",            "a subjectAltName without a name",                                                       "RFC 5280 §4.2.1.6",       "parse",         empty_san},
    Kind{"v1-with-extensions",   "version 1, and yet extensions",                                                         "RFC 5280 §4.1.2.9",       "parse",         v1_with_extensions},
    Kind{"v4",                   "version 4, which there is not",                                                         "RFC 5280 §4.1.2.1",       "parse",         v4},
};
// clang-format on

} // namespace

std::span<const Kind> kinds_of_encoding() { return kinds; }

} // namespace vitrine::x509::bad
