// A parsed certificate (RFC 5280 §4). Parsing is strict DER; what is not understood is kept.
#pragma once

#include "crypto/signature.h"
#include "tls/wire/field_sink.h"
#include "tls/x509/extensions.h"
#include "tls/x509/name.h"
#include "tls/x509/parse_error.h"

#include <chrono>

namespace vitrine::x509 {

class Certificate {
public:
    // Takes the DER of exactly one certificate. Throws ParseError.
    static Certificate parse(View der, tls::FieldSink* sink = nullptr);

    View der() const { return der_; }
    View to_be_signed() const { return View{der_}.subspan(tbs_offset_, tbs_size_); }
    int version() const { return version_; } // 1, 2 or 3
    View serial_number() const { return serial_number_; }
    const Name& issuer() const { return issuer_; }
    const Name& subject() const { return subject_; }
    std::chrono::sys_seconds not_before() const { return not_before_; }
    std::chrono::sys_seconds not_after() const { return not_after_; }
    // Nothing if the algorithm is none of ours (SHA-1, MD5, Ed25519 …): such a signature is never accepted.
    const std::optional<crypto::SignatureAlgorithm>& signature_algorithm() const { return signature_algorithm_; }
    const std::string& signature_algorithm_name() const { return signature_algorithm_name_; }
    View signature() const { return signature_; }
    // Nothing if the key is of a kind, curve or size that we do not use.
    const std::optional<crypto::PublicKey>& public_key() const { return public_key_; }
    // "RSA 2048 bits", "EC secp256r1"; of a key that we do not use: what it is instead.
    const std::string& public_key_name() const { return public_key_name_; }
    // True if the key is restricted to RSASSA-PSS (RFC 4055 §1.2).
    bool key_is_pss_only() const { return key_is_pss_only_; }
    View subject_public_key_info() const { return subject_public_key_info_; }
    const Extensions& extensions() const { return extensions_; }

    bool is_self_issued() const { return issuer_ == subject_; }

private:
    friend class CertificateParser;
    Certificate() = default;

    Bytes der_;
    std::size_t tbs_offset_ = 0, tbs_size_ = 0;
    int version_ = 1;
    Bytes serial_number_;
    Name issuer_, subject_;
    std::chrono::sys_seconds not_before_{}, not_after_{};
    std::optional<crypto::SignatureAlgorithm> signature_algorithm_;
    std::string signature_algorithm_name_;
    Bytes signature_;
    std::optional<crypto::PublicKey> public_key_;
    std::string public_key_name_;
    bool key_is_pss_only_ = false;
    Bytes subject_public_key_info_;
    Extensions extensions_;
};

} // namespace vitrine::x509
