// A parsed certificate (RFC 5280 §4). Parsing is strict DER; what is not understood is kept.
#pragma once

#include "crypto/signature.h"
#include "tls/wire/field_sink.h"
#include "tls/x509/asn1/parse_error.h"
#include "tls/x509/certificate/extensions.h"
#include "tls/x509/certificate/name.h"

#include <chrono>
#include <memory>

namespace vitrine::x509 {

// A value that never changes: copies share what was parsed, so a path or a trust store holds no certificate twice.
class Certificate {
public:
    // Bytes that are read. Chains in use have certificates of 1 to 20 KB; what is larger is padding, or names without
    // end, and is refused before any work.
    static constexpr std::size_t max_size = 64 << 10;

    // Takes the DER of exactly one certificate. Throws ParseError.
    static Certificate parse(View der, tls::FieldSink* sink = nullptr);

    View der() const { return parsed_->der; }
    View to_be_signed() const { return View{parsed_->der}.subspan(parsed_->tbs_offset, parsed_->tbs_size); }
    int version() const { return parsed_->version; } // 1, 2 or 3
    View serial_number() const { return parsed_->serial_number; }
    const Name& issuer() const { return parsed_->issuer; }
    const Name& subject() const { return parsed_->subject; }
    std::chrono::sys_seconds not_before() const { return parsed_->not_before; }
    std::chrono::sys_seconds not_after() const { return parsed_->not_after; }
    // Nothing if the algorithm is none of ours (SHA-1, MD5, Ed25519 …): such a signature is never accepted.
    const std::optional<crypto::SignatureAlgorithm>& signature_algorithm() const {
        return parsed_->signature_algorithm;
    }
    const std::string& signature_algorithm_name() const { return parsed_->signature_algorithm_name; }
    View signature() const { return parsed_->signature; }
    // Nothing if the key is of a kind, curve or size that we do not use.
    const std::optional<crypto::PublicKey>& public_key() const { return parsed_->public_key; }
    // "RSA 2048 bits", "EC secp256r1"; of a key that we do not use: what it is instead.
    const std::string& public_key_name() const { return parsed_->public_key_name; }
    // True if the key is restricted to RSASSA-PSS (RFC 4055 §1.2).
    bool key_is_pss_only() const { return parsed_->key_is_pss_only; }
    // The only hash by which a key for RSASSA-PSS signs; nothing if it does not say (RFC 4055 §3.3).
    const std::optional<crypto::HashAlgorithm>& pss_hash() const { return parsed_->pss_hash; }
    // False for an algorithm that the key is not for: RFC 4055 §1.2, §3.3.
    [[nodiscard]] bool key_may_sign_by(crypto::SignatureAlgorithm algorithm) const;
    View subject_public_key_info() const { return parsed_->subject_public_key_info; }
    const Extensions& extensions() const { return parsed_->extensions; }

    bool is_self_issued() const { return parsed_->issuer == parsed_->subject; }

private:
    friend class CertificateParser;
    struct Parsed {
        Bytes der;
        std::size_t tbs_offset = 0, tbs_size = 0;
        int version = 1;
        View serial_number; // these views are of `der`
        Name issuer, subject;
        std::chrono::sys_seconds not_before{}, not_after{};
        std::optional<crypto::SignatureAlgorithm> signature_algorithm;
        std::string signature_algorithm_name;
        View signature;
        std::optional<crypto::PublicKey> public_key;
        std::string public_key_name;
        bool key_is_pss_only = false;
        std::optional<crypto::HashAlgorithm> pss_hash;
        View subject_public_key_info;
        Extensions extensions;
    };
    explicit Certificate(std::shared_ptr<const Parsed> parsed) : parsed_(std::move(parsed)) {}

    std::shared_ptr<const Parsed> parsed_; // never null
};

} // namespace vitrine::x509
