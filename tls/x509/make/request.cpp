// Reads and writes certification requests (RFC 2986 §4).
#include "tls/x509/make/request.h"

#include "tls/x509/asn1/der_writer.h"
#include "tls/x509/certificate/fields.h"
#include "tls/x509/make/parts.h"

namespace vitrine::x509 {
namespace {

constexpr std::string_view extension_request = "1.2.840.113549.1.9.14"; // RFC 2985 §5.4.2

// As a certificate has them, where they stand behind a tag.
Extensions extensions_in(View list) {
    const Bytes tagged = der::constructed(3, list);
    DerReader reader{"CertificationRequest", tagged};
    return read_extensions(reader);
}

} // namespace

class RequestParser {
public:
    RequestParser(View der, tls::FieldSink* sink) : reader_("CertificationRequest", der, sink) {}

    CertificateRequest parse() {
        reader_.open("", Tag::sequence);
        const std::size_t start = reader_.position();
        read_information();
        request_.to_be_signed_ = to_bytes(reader_.since(start));
        const NamedSignatureAlgorithm algorithm = read_signature_algorithm(reader_, "signatureAlgorithm");
        request_.signature_algorithm_ = {algorithm.name, algorithm.algorithm};
        request_.signature_ = to_bytes(reader_.bits("signature"));
        reader_.close();
        reader_.finish();
        return std::move(request_);
    }

private:
    void read_information(); // RFC 2986 §4.1
    void read_key();
    void read_attribute(std::size_t index);

    DerReader reader_;
    CertificateRequest request_;
};

void RequestParser::read_information() {
    reader_.open("certificationRequestInfo", Tag::sequence);
    reader_.small_number("version", 0);
    request_.subject_ = read_name(reader_, "subject");
    read_key();
    reader_.open("attributes", constructed_context(0));
    for (std::size_t i = 0; reader_.more(); ++i) read_attribute(i);
    reader_.close();
    reader_.close();
}

void RequestParser::read_key() {
    const std::size_t start = reader_.position();
    NamedPublicKey found = read_public_key(reader_, "subjectPKInfo");
    request_.subject_public_key_info_ = to_bytes(reader_.since(start));
    request_.public_key_ = std::move(found.key);
    request_.public_key_name_ = std::move(found.name);
}

// Attribute ::= SEQUENCE { type, values SET OF }; extensionRequest has one value, Extensions.
void RequestParser::read_attribute(std::size_t index) {
    reader_.open("[" + std::to_string(index) + "]", Tag::sequence);
    if (reader_.object_identifier("type") == extension_request) {
        reader_.open("values", Tag::set);
        request_.extensions_ = extensions_in(reader_.any("[0]"));
        reader_.close();
    } else {
        reader_.any("values");
    }
    reader_.close();
}

CertificateRequest CertificateRequest::parse(View der, tls::FieldSink* sink) {
    return RequestParser{der, sink}.parse();
}

bool CertificateRequest::signature_verifies() const {
    return public_key_ && signature_algorithm_.algorithm &&
           crypto::verify(*public_key_, *signature_algorithm_.algorithm, to_be_signed_, signature_);
}

namespace make {

Bytes request(View subject, const std::vector<Extension>& extensions, const Signer& signer) {
    Bytes attributes;
    if (!extensions.empty())
        attributes = der::sequence({der::object_identifier(extension_request), der::set({encode(extensions)})});
    const Bytes information =
        der::sequence({der::small_integer(0), subject, subject_public_key_info(crypto::public_key_of(signer.key)),
                       der::constructed(0, attributes)});
    return sign(information, signature_algorithm(signer.algorithm), signer);
}

} // namespace make

} // namespace vitrine::x509
