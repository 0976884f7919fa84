// Whom an OCSP request or response is about (RFC 6960 §4.1.1).
#include "tls/x509/revocation/cert_id.h"

namespace vitrine::x509 {

CertId read_cert_id(DerReader& reader, std::string_view name) {
    CertId id;
    reader.open(name, Tag::sequence);
    reader.open("hashAlgorithm", Tag::sequence);
    id.hash_algorithm = reader.object_identifier("algorithm");
    if (reader.more()) reader.null("parameters");
    reader.close();
    id.issuer_name_hash = to_bytes(reader.primitive("issuerNameHash", Tag::octet_string));
    id.issuer_key_hash = to_bytes(reader.primitive("issuerKeyHash", Tag::octet_string));
    id.serial_number = to_bytes(reader.integer("serialNumber"));
    reader.close();
    return id;
}

} // namespace vitrine::x509
