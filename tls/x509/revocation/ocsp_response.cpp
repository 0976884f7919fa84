// Reads an OCSP response (RFC 6960 §4.2.1), in the order of its ASN.1.
#include "tls/x509/revocation/ocsp_response.h"

#include "tls/x509/certificate/fields.h"
#include "tls/x509/revocation/known_extensions.h"

#include <array>

namespace vitrine::x509 {
namespace {

constexpr std::array<std::string_view, 7> statuses{"successful",   "malformedRequest", "internalError", "tryLater",
                                                   "4 (not used)", "sigRequired",      "unauthorized"};

std::string meaning_of_status(View content) {
    return content.size() == 1 && content[0] < statuses.size() ? std::string{statuses[content[0]]} : "no status";
}

void read_nonce(DerReader& reader, std::string&) { // RFC 8954 §2.1: nobody asked for one here
    reader.primitive("Nonce", Tag::octet_string);
}

std::span<const KnownExtension<std::string>> known_extensions() {
    static constexpr std::array known{KnownExtension<std::string>{oid::ocsp_nonce, read_nonce}};
    return known;
}

void read_extensions(DerReader& reader, std::string_view name, std::string& not_understood) {
    reader.open(name, constructed_context(1));
    read_known_extensions<std::string>(reader, "", not_understood, known_extensions(), not_understood);
    reader.close();
}

void expect_null(DerReader& reader, std::string_view name, Tag tag) { // [n] IMPLICIT NULL
    if (!reader.primitive(name, tag).empty()) reader.refuse(name, "a NULL that is not empty");
}

// CertStatus ::= CHOICE { good [0] NULL, revoked [1] RevokedInfo, unknown [2] NULL }
void read_cert_status(DerReader& reader, SingleResponse& response) {
    if (reader.next_is(context(0))) {
        expect_null(reader, "certStatus.good", context(0));
        response.status = SingleResponse::Status::good;
    } else if (reader.next_is(context(2))) {
        expect_null(reader, "certStatus.unknown", context(2));
    } else {
        response.status = SingleResponse::Status::revoked;
        reader.open("certStatus.revoked", constructed_context(1));
        response.revocation_time = read_time(reader, "revocationTime");
        if (reader.next_is(constructed_context(0))) {
            reader.open("revocationReason", constructed_context(0));
            response.reason = read_reason_code(reader, "");
            reader.close();
        }
        reader.close();
    }
}

SingleResponse read_single_response(DerReader& reader, std::string_view index) { // RFC 6960 §4.2.1
    SingleResponse response;
    reader.open(index, Tag::sequence);
    response.cert_id = read_cert_id(reader, "certID");
    read_cert_status(reader, response);
    response.this_update = read_time(reader, "thisUpdate");
    if (reader.next_is(constructed_context(0))) {
        reader.open("nextUpdate", constructed_context(0));
        response.next_update = read_time(reader, "");
        reader.close();
    }
    if (reader.next_is(constructed_context(1))) read_extensions(reader, "singleExtensions", response.not_understood);
    reader.close();
    return response;
}

// ResponderID ::= CHOICE { byName [1] Name, byKey [2] KeyHash }
std::variant<Name, Bytes> read_responder_id(DerReader& reader) {
    std::variant<Name, Bytes> id;
    if (reader.next_is(constructed_context(1))) {
        reader.open("responderID.byName", constructed_context(1));
        id = read_name(reader, "");
    } else {
        reader.open("responderID.byKey", constructed_context(2));
        id = to_bytes(reader.primitive("", Tag::octet_string));
    }
    reader.close();
    return id;
}

} // namespace

class OcspResponseParser {
public:
    OcspResponseParser(View der, tls::FieldSink* sink)
        : parsed_(with_copy_of(der)), reader_("OCSPResponse", parsed_->der, sink) {}

    OcspResponse parse() {
        reader_.open("", Tag::sequence);
        read_status();
        if (parsed_->successful) read_response_bytes();
        reader_.close();
        reader_.finish(); // nothing behind it
        return OcspResponse{std::move(parsed_)};
    }

private:
    static std::shared_ptr<OcspResponse::Parsed> with_copy_of(View der) {
        auto parsed = std::make_shared<OcspResponse::Parsed>();
        parsed->der = to_bytes(der);
        return parsed;
    }
    void read_status();
    void read_response_bytes();
    void read_basic_response();
    void read_response_data();
    void read_certificates();

    std::shared_ptr<OcspResponse::Parsed> parsed_;
    DerReader reader_; // of the copy that stays
};

void OcspResponseParser::read_status() {
    const View status = reader_.primitive("responseStatus", Tag::enumerated, meaning_of_status);
    if (status.size() != 1 || status[0] >= statuses.size() || status[0] == 4)
        reader_.refuse("responseStatus", "a status that there is not");
    parsed_->status = statuses[status[0]];
    parsed_->successful = status[0] == 0;
}

void OcspResponseParser::read_response_bytes() {
    reader_.open("responseBytes", constructed_context(0));
    reader_.open("", Tag::sequence);
    if (reader_.object_identifier("responseType") != oid::ocsp_basic)
        reader_.refuse("responseType", "a kind of response other than id-pkix-ocsp-basic");
    reader_.open("response", Tag::octet_string);
    read_basic_response();
    reader_.close();
    reader_.close();
    reader_.close();
}

void OcspResponseParser::read_basic_response() {
    reader_.open("BasicOCSPResponse", Tag::sequence);
    parsed_->tbs_offset = reader_.position();
    read_response_data();
    parsed_->tbs_size = reader_.position() - parsed_->tbs_offset;
    NamedSignatureAlgorithm found = read_signature_algorithm(reader_, "signatureAlgorithm");
    parsed_->signature_algorithm = found.algorithm;
    parsed_->signature_algorithm_name = std::move(found.name);
    parsed_->signature = reader_.bits("signature");
    if (reader_.next_is(constructed_context(0))) read_certificates();
    reader_.close();
}

void OcspResponseParser::read_response_data() {
    reader_.open("tbsResponseData", Tag::sequence);
    if (reader_.next_is(constructed_context(0))) reader_.refuse("version", "v1 is the default and must be absent");
    parsed_->responder_id = read_responder_id(reader_);
    parsed_->produced_at = read_time(reader_, "producedAt");
    reader_.open("responses", Tag::sequence);
    for (std::size_t i = 0; i == 0 || reader_.more(); ++i) {
        if (i == OcspResponse::max_responses) reader_.refuse("", "more than 64 responses");
        parsed_->responses.push_back(read_single_response(reader_, fmt::format("[{}]", i)));
    }
    reader_.close();
    if (reader_.next_is(constructed_context(1)))
        read_extensions(reader_, "responseExtensions", parsed_->not_understood);
    reader_.close();
}

void OcspResponseParser::read_certificates() {
    reader_.open("certs", constructed_context(0));
    reader_.open("", Tag::sequence);
    for (std::size_t i = 0; reader_.more(); ++i) {
        if (i == OcspResponse::max_certificates) reader_.refuse("", "more than 8 certificates");
        parsed_->certificates.push_back(reader_.any(fmt::format("[{}]", i)));
    }
    reader_.close();
    reader_.close();
}

OcspResponse OcspResponse::parse(View der, tls::FieldSink* sink) { return OcspResponseParser{der, sink}.parse(); }

std::string_view name_of(SingleResponse::Status status) {
    switch (status) {
    case SingleResponse::Status::good: return "good";
    case SingleResponse::Status::revoked: return "revoked";
    case SingleResponse::Status::unknown: break;
    }
    return "unknown";
}

} // namespace vitrine::x509
