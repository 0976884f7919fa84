// Every path that a field can have, met by annotating.
#include "tests/tls/trace/known_paths.h"

#include "tests/tls/messages/captures.h"
#include "tests/tls/x509/asn1/der_pieces.h"
#include "tests/tls/x509/fixtures.h"
#include "tls/messages/handshake_message.h"
#include "tls/trace/annotate_der.h"
#include "tls/trace/explain.h"
#include "tls/trace/notes.h"
#include "tls/wire/codec.h"
#include "tls/x509/asn1/pem.h"

#include <filesystem>

namespace vitrine::tls {

namespace {

namespace fixtures = x509::fixtures;

void add_paths(std::set<std::string>& paths, const Annotation& annotation) {
    for (const AnnotatedField& field : annotation.fields) paths.insert(general_path(field.path));
}

// One of each extension, with all that its description can have.
Extensions each_extension() {
    const Bytes some{1, 2, 3};
    return {
        {ExtensionType::server_name, ServerNames{{{{NameType::host_name, to_bytes(as_bytes("localhost"))}}}}},
        {ExtensionType::supported_groups, SupportedGroups{{NamedGroup::x25519}}},
        {ExtensionType::ec_point_formats, EcPointFormats{{EcPointFormat::uncompressed}}},
        {ExtensionType::signature_algorithms, SignatureAlgorithms{{SignatureScheme::rsa_pss_rsae_sha256}}},
        {ExtensionType::application_layer_protocol_negotiation, ApplicationProtocols{{{to_bytes(as_bytes("h2"))}}}},
        {ExtensionType::extended_master_secret, ExtendedMasterSecret{}},
        {ExtensionType::encrypt_then_mac, EncryptThenMac{}},
        {ExtensionType::session_ticket, SessionTicket{some}},
        {ExtensionType::renegotiation_info, RenegotiationInfo{some}},
        {ExtensionType::max_fragment_length, MaxFragmentLengthCode{MaxFragmentLength{1}}},
        {ExtensionType::status_request, StatusRequest{OcspStatusRequest{CertificateStatusType::ocsp, {{some}}, some}}},
        {ExtensionType::record_size_limit, RecordSizeLimit{1024}},
        {ExtensionType::padding, Padding{some}},
        {ExtensionType{0xabcd}, UnknownExtension{some}}};
}

// One message of each type that there could be, and those made above.
std::vector<Bytes> made_messages() {
    ClientHello client_hello;
    client_hello.cipher_suites = {CipherSuite{0xc02f}};
    client_hello.compression_methods = {CompressionMethod::null};
    client_hello.extensions = each_extension();
    ServerHello server_hello;
    server_hello.extensions = each_extension();
    const CertificateRequest request{{ClientCertificateType{64}}, {SignatureScheme{0x0403}}, {{{0x30, 0}}}};
    std::vector<Bytes> messages{
        encode(HandshakeMessage{HandshakeType::client_hello, client_hello}),
        encode(HandshakeMessage{HandshakeType::server_hello, server_hello}),
        encode(HandshakeMessage{HandshakeType::certificate_request, request}),
        encode(HandshakeMessage{HandshakeType::certificate_status, CertificateStatus{{}, {1}}})};
    for (unsigned type = 0; type < 256; ++type) messages.push_back({static_cast<std::uint8_t>(type), 0, 0, 1, 9});
    messages.push_back({0, 0, 0, 0}); // HelloRequest
    return messages;
}

Bytes subject_alt_name_of_each_kind() {
    const Bytes names = fixtures::hex("a00706012aa0020500"
                                      "810161"
                                      "820161"
                                      "a303020101"
                                      "a4023000"
                                      "a50aa0030c0161a1030c0161"
                                      "860161"
                                      "87047f000001"
                                      "88022a03");
    return fixtures::value(
        0x30, fixtures::joined({fixtures::hex("0603551d11"), fixtures::value(0x04, fixtures::value(0x30, names))}));
}

Bytes extension(std::string_view identifier, const Bytes& content) {
    return fixtures::value(0x30, fixtures::joined({fixtures::hex(identifier), fixtures::value(0x04, content)}));
}

// Those about policies, and what is rare in a list of CRLs.
Bytes rare_extensions() {
    return fixtures::joined({extension("0603551d21", fixtures::hex("3008 3006 06012a 06012b")),
                             extension("0603551d24", fixtures::hex("3006 800100 810100")),
                             extension("0603551d36", fixtures::hex("020100")),
                             extension("0603551d1f", fixtures::hex("3012 3010 a00e a10c 300a 0603550403 0c03616263"))});
}

// With what tools do not write: unique identifiers, every kind of name, and the issuer's issuer.
fixtures::Pieces rare_certificate() {
    fixtures::Pieces pieces;
    pieces.subject_public_key_info = to_bytes(fixtures::certificate("ec_leaf").subject_public_key_info());
    append(pieces.subject_public_key_info, fixtures::hex("81020001820200 02"));
    pieces.extensions =
        fixtures::joined({subject_alt_name_of_each_kind(), fixtures::hex("30130603551d23040c300aa1058203616263820101"),
                          rare_extensions()});
    return pieces;
}

const Bytes time_of_lists = fixtures::hex("180f32303330303130313030303030305a");
const Bytes ecdsa = fixtures::hex("300a06082a8648ce3d040302");

// With what openssl does not write by itself: an invalidity date, and a point that is for no certificate with a key.
Bytes rare_list() {
    const Bytes entry =
        fixtures::value(0x30, fixtures::joined({fixtures::hex("020105"), time_of_lists,
                                                fixtures::value(0x30, extension("0603551d18", time_of_lists))}));
    const Bytes point = extension("0603551d1c", fixtures::hex("3003 8501ff"));
    const Bytes list = fixtures::value(
        0x30, fixtures::joined({fixtures::hex("020101"), ecdsa, fixtures::hex("3000"), time_of_lists,
                                fixtures::value(0x30, entry), fixtures::value(0xa0, fixtures::value(0x30, point))}));
    return fixtures::value(0x30, fixtures::joined({list, ecdsa, fixtures::hex("030100")}));
}

const Bytes cert_id = fixtures::hex("3014 3009 06052b0e03021a0500 040101 040101 020101");

// With extensions of both kinds.
Bytes rare_response() {
    const Bytes nonce =
        fixtures::value(0xa1, fixtures::value(0x30, extension("06092b0601050507300102", fixtures::hex("040101"))));
    const Bytes unknown =
        fixtures::value(0xa1, fixtures::value(0x30, fixtures::value(0x30, fixtures::hex("06012a 0101ff 040101"))));
    const Bytes single =
        fixtures::value(0x30, fixtures::joined({cert_id, fixtures::hex("8200"), time_of_lists, unknown}));
    const Bytes data = fixtures::value(
        0x30, fixtures::joined({fixtures::hex("a203040101"), time_of_lists, fixtures::value(0x30, single), nonce}));
    const Bytes basic = fixtures::value(0x30, fixtures::joined({data, ecdsa, fixtures::hex("030100")}));
    const Bytes bytes = fixtures::value(
        0x30, fixtures::joined({fixtures::hex("06092b0601050507300101"), fixtures::value(0x04, basic)}));
    return fixtures::value(0x30, fixtures::joined({fixtures::hex("0a0100"), fixtures::value(0xa0, bytes)}));
}

// With the length of the key, which openssl leaves out.
Bytes rare_key() {
    const auto sequence = [](std::initializer_list<View> parts) {
        return fixtures::value(0x30, fixtures::joined(parts));
    };
    const Bytes pbkdf2 =
        sequence({fixtures::hex("06092a864886f70d01050c"), fixtures::hex("3009 040101 020101 020120")});
    const Bytes aes = sequence({fixtures::hex("060960864801650304012a"), fixtures::value(0x04, Bytes(16))});
    const Bytes pbes2 = sequence({fixtures::hex("06092a864886f70d01050d"), sequence({pbkdf2, aes})});
    return sequence({pbes2, fixtures::value(0x04, Bytes(16))});
}

// With all that is optional.
Bytes rare_request() {
    const Bytes request = fixtures::value(0x30, fixtures::joined({cert_id, fixtures::hex("a0020500")}));
    const Bytes tbs = fixtures::value(
        0x30,
        fixtures::joined({fixtures::hex("a103820161"), fixtures::value(0x30, request), fixtures::hex("a2020500")}));
    return fixtures::value(0x30, fixtures::joined({tbs, fixtures::hex("a0020500")}));
}

} // namespace

std::set<std::string> paths_of_records() {
    const Bytes data = fixtures::hex("1703030019 0000000000000000 5a 00112233445566778899aabbccddeeff");
    const told::Record opened{Role::client, 0,         ContentType::application_data, {},
                              Bytes(8),     Bytes(13), to_bytes(as_bytes("z"))};
    const std::vector<Event> events{{Role::client, told::Wire{Role::client, data}},  // opened
                                    {Role::client, opened},                          //
                                    {Role::client, told::Wire{Role::client, data}},  // not opened
                                    {Role::client, told::Wire{Role::client, {22}}}}; // cut off
    std::set<std::string> paths;
    for (const ExplainedRecord& record : explain_records(events, Role::client))
        for (const Span& span : record.spans) paths.insert(general_path(span.path));
    return paths;
}

std::set<std::string> paths_of_messages() {
    std::set<std::string> paths;
    for (const Captured& message : captured_handshake_messages())
        add_paths(paths, annotate(ContentType::handshake, message.bytes));
    for (const Bytes& message : made_messages()) add_paths(paths, annotate(ContentType::handshake, message));
    for (const KeyExchangeAlgorithm exchange :
         {KeyExchangeAlgorithm::dhe, KeyExchangeAlgorithm::rsa, KeyExchangeAlgorithm::other})
        for (const std::string_view type : {"0c", "10"}) // both KeyExchange messages, a byte or two in each field
            add_paths(paths,
                      annotate(ContentType::handshake,
                               fixtures::hex(std::string{type} + "00000e 000102 000102 000102 0401 000102"), exchange));
    add_paths(paths, annotate(ContentType::alert, Bytes{2, 40}));
    add_paths(paths, annotate(ContentType::change_cipher_spec, Bytes{1}));
    add_paths(paths, annotate(ContentType::application_data, Bytes{1}));
    return paths;
}

std::set<std::string> paths_of_certificates() {
    std::set<std::string> paths;
    const std::filesystem::path certificates = VITRINE_TEST_DATA "/tls/x509/data";
    for (const auto& file : std::filesystem::recursive_directory_iterator{certificates}) {
        if (file.path().extension() != ".pem") continue;
        for (const x509::PemBlock& block :
             x509::read_pem(fixtures::text(file.path().lexically_relative(certificates).string())))
            if (block.label == "CERTIFICATE") add_paths(paths, annotate_certificate(block.der));
    }
    fixtures::Pieces rare = rare_certificate();
    add_paths(paths, annotate_certificate(rare.der()));
    rare.extensions = fixtures::hex("300c0603551d1104053003890161"); // a GeneralName [9]
    add_paths(paths, annotate_certificate(rare.der()));
    for (const char* constraints : {"300a a008 3006 820161 800100", "3011 a10f 300d 8708c0000200ffffff00 810103"}) {
        rare.extensions = extension("0603551d1e", fixtures::hex(constraints)); // with bounds, which must be absent
        add_paths(paths, annotate_certificate(rare.der()));
    }
    return paths;
}

std::set<std::string> paths_of_files() {
    std::set<std::string> paths;
    const std::filesystem::path folder = VITRINE_TEST_DATA "/tls/x509/data";
    for (const auto& file : std::filesystem::recursive_directory_iterator{folder}) {
        const std::string content = fixtures::text(file.path().lexically_relative(folder).string());
        const std::string ending = file.path().extension().string();
        if (ending == ".ocsp") add_paths(paths, der_kind_in(as_bytes(content)).annotate(as_bytes(content)));
        if (ending != ".crl" && ending != ".key" && ending != ".pub") continue;
        for (const x509::PemBlock& block : x509::read_pem(content.find(':') == std::string::npos ? content : ""))
            if (const auto kind = der_kind_of(block.label)) add_paths(paths, kind->annotate(block.der));
    }
    add_paths(paths, annotate_revocation_list(rare_list()));
    add_paths(paths, annotate_ocsp_response(rare_response()));
    add_paths(paths, annotate_ocsp_request(rare_request()));
    add_paths(paths, annotate_encrypted_key(rare_key()));
    return paths;
}

} // namespace vitrine::tls
