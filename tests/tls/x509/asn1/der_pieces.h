// DER put together by hand, for certificates that no tool would make.
#pragma once

#include "crypto/bytes.h"

#include <initializer_list>

namespace vitrine::x509::fixtures {

inline Bytes hex(std::string_view text) { return from_hex(text).value(); }

inline Bytes joined(std::initializer_list<View> parts) {
    Bytes all;
    for (const View part : parts) append(all, part);
    return all;
}

// Tag, minimal length, content.
inline Bytes value(std::uint8_t tag, View content) {
    Bytes der{tag};
    if (content.size() >= 0x100)
        append(der, Bytes{0x82, static_cast<std::uint8_t>(content.size() >> 8)});
    else if (content.size() >= 0x80)
        der.push_back(0x81);
    der.push_back(static_cast<std::uint8_t>(content.size()));
    append(der, content);
    return der;
}

// The parts of a certificate in their order, as DER values; the signature is never right.
struct Pieces {
    Bytes version = hex("a003020102");
    Bytes serial_number = hex("020101");
    Bytes signature = hex("300d06092a864886f70d01010b0500"); // sha256WithRSAEncryption, NULL
    Bytes issuer = hex("300c310a300806035504030c0161");      // CN=a
    Bytes validity = hex("301e170d3230303130313030303030305a170d3430303130313030303030305a");
    Bytes subject = issuer;
    Bytes subject_public_key_info;
    Bytes extensions; // the values of Extension, without their SEQUENCE and [3]
    Bytes outer_signature = signature;
    Bytes signature_value = hex("03020000");
    Bytes behind; // what follows the certificate

    Bytes der() const {
        const Bytes list = extensions.empty() ? Bytes{} : value(0xa3, value(0x30, extensions));
        const Bytes to_be_signed = value(0x30, joined({version, serial_number, signature, issuer, validity, subject,
                                                       subject_public_key_info, list}));
        return joined({value(0x30, joined({to_be_signed, outer_signature, signature_value})), behind});
    }
};

} // namespace vitrine::x509::fixtures
