// Reads a certificate (RFC 5280 §4.1), in the order of its ASN.1.
#include "tls/x509/certificate/certificate.h"

#include "tls/x509/certificate/fields.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::x509 {

class CertificateParser {
public:
    CertificateParser(View der, tls::FieldSink* sink)
        : parsed_(with_copy_of(der)), reader_("Certificate", parsed_->der, sink) {}

    Certificate parse() {
        reader_.open("", Tag::sequence);
        const std::size_t start = reader_.position();
        read_to_be_signed();
        parsed_->tbs_offset = start;
        parsed_->tbs_size = reader_.position() - start;
        read_signature();
        reader_.close();
        reader_.finish(); // nothing behind it
        return Certificate{std::move(parsed_)};
    }

private:
    static std::shared_ptr<Certificate::Parsed> with_copy_of(View der) {
        auto parsed = std::make_shared<Certificate::Parsed>();
        parsed->der = to_bytes(der);
        return parsed;
    }
    void read_to_be_signed();
    void read_version();
    void read_serial_number();
    void read_validity();
    void read_key();
    void read_unique_identifiers();
    void read_signature();

    std::shared_ptr<Certificate::Parsed> parsed_;
    DerReader reader_; // of the copy that stays
    View inner_algorithm_;
};

// RFC 5280 §4.1.2
void CertificateParser::read_to_be_signed() {
    reader_.open("tbsCertificate", Tag::sequence);
    read_version();
    read_serial_number();
    const std::size_t start = reader_.position();
    read_signature_algorithm(reader_, "signature");
    inner_algorithm_ = reader_.since(start);
    parsed_->issuer = read_name(reader_, "issuer");
    read_validity();
    parsed_->subject = read_name(reader_, "subject");
    read_key();
    read_unique_identifiers();
    if (reader_.next_is(constructed_context(3))) {
        parsed_->extensions = read_extensions(reader_);
        if (parsed_->version != 3) reader_.refuse("extensions", "only version 3 has them"); // RFC 5280 §4.1.2.9
    }
    reader_.close();
}

void CertificateParser::read_version() {
    if (!reader_.next_is(constructed_context(0))) return;
    reader_.open("version", constructed_context(0));
    const std::uint64_t number = reader_.small_number("", 2);
    if (number == 0) reader_.refuse("", "v1 is the default and must be absent"); // X.690 §11.5
    parsed_->version = static_cast<int>(number) + 1;                             // RFC 5280 §4.1.2.1
    reader_.close();
}

// Not positive or longer than 20 octets is for the path checks to refuse: some old anchors have such numbers.
void CertificateParser::read_serial_number() { // RFC 5280 §4.1.2.2
    parsed_->serial_number = reader_.integer("serialNumber");
}

void CertificateParser::read_validity() { // RFC 5280 §4.1.2.5
    reader_.open("validity", Tag::sequence);
    parsed_->not_before = read_time(reader_, "notBefore");
    parsed_->not_after = read_time(reader_, "notAfter");
    reader_.close();
}

void CertificateParser::read_key() { // RFC 5280 §4.1.2.7
    const std::size_t start = reader_.position();
    NamedPublicKey found = read_public_key(reader_, "subjectPublicKeyInfo");
    parsed_->subject_public_key_info = reader_.since(start);
    parsed_->public_key = std::move(found.key);
    parsed_->public_key_name = std::move(found.name);
    parsed_->key_is_pss_only = found.pss_only;
    parsed_->pss_hash = found.pss_hash;
}

void CertificateParser::read_unique_identifiers() { // RFC 5280 §4.1.2.8
    if (parsed_->version == 1) return;
    if (reader_.next_is(context(1))) reader_.any_bits("issuerUniqueID", context(1));
    if (reader_.next_is(context(2))) reader_.any_bits("subjectUniqueID", context(2));
}

void CertificateParser::read_signature() {
    const std::size_t start = reader_.position();
    NamedSignatureAlgorithm found = read_signature_algorithm(reader_, "signatureAlgorithm");
    if (!std::ranges::equal(reader_.since(start), inner_algorithm_)) // RFC 5280 §4.1.1.2
        reader_.refuse("signatureAlgorithm", "it differs from the one inside tbsCertificate");
    parsed_->signature_algorithm = found.algorithm;
    parsed_->signature_algorithm_name = std::move(found.name);
    parsed_->signature = reader_.bits("signatureValue");
}

Certificate Certificate::parse(View der, tls::FieldSink* sink) {
    if (der.size() > max_size)
        throw ParseError(fmt::format("Certificate: {} bytes, and more than {} are not read", der.size(), max_size));
    return CertificateParser{der, sink}.parse();
}

bool Certificate::key_may_sign_by(crypto::SignatureAlgorithm algorithm) const {
    if (!parsed_->key_is_pss_only) return true;
    if (algorithm.kind != crypto::SignatureAlgorithm::Kind::rsa_pss) return false;
    return !parsed_->pss_hash || *parsed_->pss_hash == algorithm.hash;
}

} // namespace vitrine::x509
