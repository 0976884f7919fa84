// A certificate revocation list (RFC 5280 §5), parsed: what its issuer took back, by serial number.
#pragma once

#include "crypto/signature.h"
#include "tls/x509/certificate/certificate.h"
#include "tls/x509/revocation/reason_code.h"

namespace vitrine::x509 {

struct RevokedCertificate {
    std::chrono::sys_seconds revocation_date;
    ReasonCode reason = ReasonCode::unspecified;
};

// Which certificates a list speaks of (RFC 5280 §5.2.5). All of its issuer's, if the extension is absent.
struct IssuingDistributionPoint {
    std::vector<GeneralName> names; // of the point; empty: it is for every one
    bool only_one_point = false;    // whether or not its name is one that we compare
    bool only_user_certificates = false, only_ca_certificates = false, only_attribute_certificates = false;
    bool only_some_reasons = false, indirect = false;
};

// A value that never changes: copies share what was parsed.
class RevocationList {
public:
    // Takes the DER of exactly one list. Throws ParseError.
    static RevocationList parse(View der, tls::FieldSink* sink = nullptr);

    View der() const { return parsed_->der; }
    View to_be_signed() const { return View{parsed_->der}.subspan(parsed_->tbs_offset, parsed_->tbs_size); }
    const Name& issuer() const { return parsed_->issuer; }
    std::chrono::sys_seconds this_update() const { return parsed_->this_update; }
    // When the next list comes at the latest. Not done: demanding it, as RFC 5280 §5.1.2.5 does of issuers.
    const std::optional<std::chrono::sys_seconds>& next_update() const { return parsed_->next_update; }
    const std::optional<Bytes>& crl_number() const { return parsed_->crl_number; }
    const std::optional<Bytes>& authority_key_identifier() const { return parsed_->authority_key_identifier; }
    const std::optional<IssuingDistributionPoint>& distribution_point() const { return parsed_->distribution_point; }
    const std::optional<crypto::SignatureAlgorithm>& signature_algorithm() const {
        return parsed_->signature_algorithm;
    }
    const std::string& signature_algorithm_name() const { return parsed_->signature_algorithm_name; }
    View signature() const { return parsed_->signature; }

    std::size_t size() const { return parsed_->entries.size(); }
    std::optional<RevokedCertificate> find(View serial_number) const;
    // Why nothing may be concluded from this list (RFC 5280 §5.2: a critical extension that is not understood, a list
    // of changes, one that speaks of other issuers' certificates); empty if something may.
    const std::string& unusable() const { return parsed_->unusable; }

private:
    friend class RevocationListParser;
    struct Entry { // as small as can be: there may be a hundred thousand
        std::uint32_t serial_offset, serial_size;
        std::chrono::sys_seconds revocation_date;
        ReasonCode reason;
    };
    struct Parsed {
        Bytes der;
        std::size_t tbs_offset = 0, tbs_size = 0;
        Name issuer;
        std::chrono::sys_seconds this_update{};
        std::optional<std::chrono::sys_seconds> next_update;
        std::optional<Bytes> crl_number, authority_key_identifier;
        std::optional<IssuingDistributionPoint> distribution_point;
        std::optional<crypto::SignatureAlgorithm> signature_algorithm;
        std::string signature_algorithm_name;
        View signature;             // of `der`
        std::vector<Entry> entries; // by serial number
        std::string unusable;

        View serial_of(const Entry& entry) const { return View{der}.subspan(entry.serial_offset, entry.serial_size); }
    };
    explicit RevocationList(std::shared_ptr<const Parsed> parsed) : parsed_(std::move(parsed)) {}

    std::shared_ptr<const Parsed> parsed_; // never null
};

} // namespace vitrine::x509
