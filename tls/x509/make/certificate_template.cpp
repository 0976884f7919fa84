// A certificate before it is signed (RFC 5280 §4.1), and signing it.
#include "tls/x509/make/certificate_template.h"

#include "tls/x509/asn1/der_writer.h"
#include "tls/x509/make/parts.h"

namespace vitrine::x509::make {

crypto::SignatureAlgorithm usual_algorithm(const crypto::PrivateKey& key) {
    using Kind = crypto::SignatureAlgorithm::Kind;
    const auto* ecdsa = std::get_if<crypto::EcdsaPrivateKey>(&key);
    if (ecdsa == nullptr) return {Kind::rsa_pkcs1, crypto::HashAlgorithm::sha256};
    const bool p384 = ecdsa->public_key().curve() == crypto::Curve::secp384r1;
    return {Kind::ecdsa, p384 ? crypto::HashAlgorithm::sha384 : crypto::HashAlgorithm::sha256};
}

Bytes to_be_signed(const CertificateTemplate& parts) { // TBSCertificate                    RFC 5280 §4.1.2
    const auto number = static_cast<std::uint64_t>(parts.version) - 1;
    const Bytes version = number == 0 ? Bytes{} : der::constructed(0, der::small_integer(number));
    const Bytes extensions = parts.extensions.empty() ? Bytes{} : der::constructed(3, encode(parts.extensions));
    return der::sequence({version, der::integer(parts.serial_number), parts.signature, parts.issuer, parts.validity,
                          parts.subject, parts.subject_public_key_info, extensions});
}

Bytes sign(View to_be_signed, View algorithm, const Signer& signer) {
    const Bytes signature = crypto::sign(signer.key, signer.algorithm, to_be_signed, signer.random);
    return der::sequence({to_be_signed, algorithm, der::bit_string(signature)});
}

Bytes sign(CertificateTemplate parts, const Signer& signer) {
    const Bytes algorithm = signature_algorithm(signer.algorithm);
    if (parts.signature.empty()) parts.signature = algorithm;
    return sign(to_be_signed(parts), algorithm, signer);
}

} // namespace vitrine::x509::make
