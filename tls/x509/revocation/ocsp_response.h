// An OCSP response (RFC 6960 §4.2.1), parsed. What it says is not yet verified: see ocsp_check.h.
#pragma once

#include "crypto/signature.h"
#include "tls/x509/certificate/certificate.h"
#include "tls/x509/revocation/cert_id.h"
#include "tls/x509/revocation/reason_code.h"

#include <variant>

namespace vitrine::x509 {

struct SingleResponse {
    enum class Status : std::uint8_t { good, revoked, unknown };
    CertId cert_id;
    Status status = Status::unknown;
    std::chrono::sys_seconds revocation_time{}; // if it is revoked
    ReasonCode reason = ReasonCode::unspecified;
    std::chrono::sys_seconds this_update{};
    std::optional<std::chrono::sys_seconds> next_update;
    std::string not_understood; // a critical extension; empty: none
};
std::string_view name_of(SingleResponse::Status status); // "good"

// A value that never changes: copies share what was parsed.
class OcspResponse {
public:
    static constexpr std::size_t max_responses = 64;
    static constexpr std::size_t max_certificates = 8;

    // Takes the DER of exactly one response. Throws ParseError.
    static OcspResponse parse(View der, tls::FieldSink* sink = nullptr);

    // "successful", or why the responder gives no answer: "tryLater". Then all that follows is empty.
    std::string_view status() const { return parsed_->status; }
    bool successful() const { return parsed_->successful; }

    View to_be_signed() const { return View{parsed_->der}.subspan(parsed_->tbs_offset, parsed_->tbs_size); }
    // The signer: its name, or the SHA-1 hash of its key (RFC 6960 §4.2.1).
    const std::variant<Name, Bytes>& responder_id() const { return parsed_->responder_id; }
    std::chrono::sys_seconds produced_at() const { return parsed_->produced_at; }
    std::span<const SingleResponse> responses() const { return parsed_->responses; }
    const std::string& not_understood() const { return parsed_->not_understood; } // a critical extension
    const std::optional<crypto::SignatureAlgorithm>& signature_algorithm() const {
        return parsed_->signature_algorithm;
    }
    const std::string& signature_algorithm_name() const { return parsed_->signature_algorithm_name; }
    View signature() const { return parsed_->signature; }
    std::span<const View> certificates() const { return parsed_->certificates; } // DER, not looked into yet

private:
    friend class OcspResponseParser;
    struct Parsed {
        Bytes der;
        std::string_view status;
        bool successful = false;
        std::size_t tbs_offset = 0, tbs_size = 0;
        std::variant<Name, Bytes> responder_id;
        std::chrono::sys_seconds produced_at{};
        std::vector<SingleResponse> responses;
        std::string not_understood;
        std::optional<crypto::SignatureAlgorithm> signature_algorithm;
        std::string signature_algorithm_name;
        View signature; // these views are of `der`
        std::vector<View> certificates;
    };
    explicit OcspResponse(std::shared_ptr<const Parsed> parsed) : parsed_(std::move(parsed)) {}

    std::shared_ptr<const Parsed> parsed_; // never null
};

} // namespace vitrine::x509
