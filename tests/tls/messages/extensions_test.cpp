// Extensions of both hellos (RFC 5246 §7.4.1.4). Expected bytes are written from the RFCs' own structs.
#include "tls/base/error.h"
#include "tls/messages/extensions.h"
#include "tls/wire/codec.h"

#include <gtest/gtest.h>

namespace vitrine::tls {

namespace {

Extension read(std::string_view hex) { return decode<Extension>("Extension", *from_hex(hex)); }

std::string refusal(std::string_view hex) {
    try {
        read(hex);
    } catch (const Failure& failure) {
        EXPECT_EQ(failure.alert, AlertDescription::decode_error);
        return failure.sentence;
    }
    return "accepted";
}

void expect_exact(std::string_view hex) { EXPECT_EQ(to_hex(encode(read(hex))), to_hex(*from_hex(hex))) << hex; }

} // namespace

TEST(Extension, each_known_body_comes_back_byte_for_byte) {
    expect_exact("0000 0008 0006 00 0003 612e62"); // server_name
    expect_exact("0000 0000");                     // server_name in a ServerHello
    expect_exact("0001 0001 02");                  // max_fragment_length
    expect_exact("0005 0005 01 0000 0000");        // status_request
    expect_exact("0005 0000");                     // status_request in a ServerHello
    expect_exact("000a 0006 0004 001d 1a1a");      // supported_groups
    expect_exact("000b 0002 01 00");               // ec_point_formats
    expect_exact("000d 0004 0002 0804");           // signature_algorithms
    expect_exact("0010 0005 0003 02 6832");        // application_layer_protocol_negotiation
    expect_exact("0015 0003 000000");              // padding
    expect_exact("0016 0000");                     // encrypt_then_mac
    expect_exact("0017 0000");                     // extended_master_secret
    expect_exact("001c 0002 4001");                // record_size_limit
    expect_exact("0023 0000");                     // session_ticket
    expect_exact("0023 0002 abcd");                // session_ticket with a ticket
    expect_exact("ff01 0001 00");                  // renegotiation_info
    expect_exact("1a1a 0003 010203");              // one that nobody knows
}

TEST(Extension, the_number_decides_the_body) {
    EXPECT_TRUE(std::holds_alternative<RecordSizeLimit>(read("001c 0002 4001").body));
    EXPECT_EQ(std::get<RecordSizeLimit>(read("001c 0002 4001").body).record_size_limit, 0x4001);
    EXPECT_TRUE(std::holds_alternative<UnknownExtension>(read("1a1a 0001 00").body));
    EXPECT_EQ(std::get<UnknownExtension>(read("1a1a 0001 07").body).content, Bytes{7});
}

TEST(Extension, a_known_body_that_does_not_fit_its_description_is_refused) {
    EXPECT_EQ(refusal("0017 0001 00"), "Extension.extension_data at byte 4: 1 bytes are left over");
    EXPECT_EQ(refusal("000a 0004 0004 001d"),
              "Extension.extension_data.named_curve_list at byte 4: length 4 runs past the end, 2 bytes are left");
    EXPECT_EQ(refusal("000a 0002 0000"),
              "Extension.extension_data.named_curve_list at byte 4: length 0 is outside <2..65535>");
    EXPECT_EQ(refusal("0010 0004 0002 01 00 00").substr(0, 9), "Extension");
    EXPECT_EQ(refusal("0010 0003 0001 00"),
              "Extension.extension_data.protocol_name_list at byte 4: length 1 is outside <2..65535>");
    EXPECT_EQ(refusal("ff01 0000"),
              "Extension.extension_data.renegotiated_connection at byte 4: vector ends inside this field");
    EXPECT_EQ(refusal("000b 0003 01 00 00"), "Extension.extension_data at byte 6: 1 bytes are left over");
}

TEST(Extension, an_empty_host_name_is_refused) { // RFC 6066 §3: opaque HostName<1..2^16-1>
    EXPECT_EQ(refusal("0000 0005 0003 00 0000"),
              "Extension.extension_data.server_name_list[0].HostName at byte 7: length 0 is outside <1..65535>");
}

TEST(Extension, any_content_can_be_written_under_any_number) {
    const Extension crafted{ExtensionType::supported_groups, UnknownExtension{{0xff}}};
    EXPECT_EQ(to_hex(encode(crafted)), "000a0001ff");
}

TEST(Duplicated, finds_the_type_that_occurs_twice_wherever_it_stands) {
    Extensions extensions{{ExtensionType{7}, {}}, {ExtensionType{3}, {}}, {ExtensionType{9}, {}}};
    EXPECT_FALSE(duplicated(extensions));
    extensions.push_back({ExtensionType{7}, {}});
    EXPECT_EQ(duplicated(extensions), ExtensionType{7});
    EXPECT_FALSE(duplicated(std::nullopt));
}

} // namespace vitrine::tls
