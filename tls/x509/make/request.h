// A certification request (RFC 2986): a name, a key and the wish for subject alternative names, signed by that key.
#pragma once

#include "tls/wire/field_sink.h"
#include "tls/x509/certificate/certificate.h"
#include "tls/x509/make/certificate_template.h"

namespace vitrine::x509 {

class CertificateRequest {
public:
    // Takes the DER of exactly one request. Throws ParseError.
    static CertificateRequest parse(View der, tls::FieldSink* sink = nullptr);

    const Name& subject() const { return subject_; }
    View subject_public_key_info() const { return subject_public_key_info_; }
    // Nothing if the key is of a kind, curve or size that we do not use.
    const std::optional<crypto::PublicKey>& public_key() const { return public_key_; }
    const std::string& public_key_name() const { return public_key_name_; }
    const std::string& signature_algorithm_name() const { return signature_algorithm_.name; }
    // extensionRequest (RFC 2985 §5.4.2); empty without one.
    const Extensions& extensions() const { return extensions_; }
    // False for an algorithm that we do not use, such as sha1WithRSAEncryption: such a signature is not looked at.
    bool has_known_signature() const { return signature_algorithm_.algorithm.has_value(); }
    // Who made it holds the private key: RFC 2986 §3.
    [[nodiscard]] bool signature_verifies() const;

private:
    friend class RequestParser;
    struct SignatureName {
        std::string name;
        std::optional<crypto::SignatureAlgorithm> algorithm;
    };
    Bytes to_be_signed_, signature_, subject_public_key_info_;
    Name subject_;
    std::optional<crypto::PublicKey> public_key_;
    std::string public_key_name_;
    SignatureName signature_algorithm_;
    Extensions extensions_;
};

namespace make {

// Signed by the key that it is for.
Bytes request(View subject, const std::vector<Extension>& extensions, const Signer& signer);

} // namespace make

} // namespace vitrine::x509
