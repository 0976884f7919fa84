// Whether an OCSP response can be relied on, and what it says of a certificate (RFC 6960 §3.2, §4.2.2.2).
#include "tls/x509/revocation/ocsp_check.h"

#include "crypto/sha1.h"
#include "tls/x509/asn1/der.h"
#include "tls/x509/asn1/oid.h"
#include "tls/x509/certificate/fields.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace vitrine::x509 {
namespace {

using Kind = RevocationStatus::Kind;
using namespace std::chrono_literals;

constexpr auto skew = 5min;           // between the responder's clock and ours
constexpr auto longest_undated = 24h; // how old a response without nextUpdate may be: RFC 6960 §4.2.2.1 leaves it open

RevocationStatus unclear(const std::string& why) {
    return {Kind::unclear, "the OCSP response cannot be relied on: " + why};
}

// The octets of the key alone, which is what a KeyHash is made of: RFC 6960 §4.2.1.
View key_bits(const Certificate& certificate) {
    DerReader reader{"SubjectPublicKeyInfo", certificate.subject_public_key_info()};
    reader.open("", Tag::sequence);
    reader.any("algorithm");
    return reader.bits("subjectPublicKey");
}

// Nothing for a hash that is not known here.
std::optional<Bytes> hash_for_lookup(std::string_view algorithm, View bytes) {
    if (algorithm == oid::sha1) {
        const crypto::Sha1Digest digest = crypto::sha1_for_lookup(bytes);
        return Bytes{digest.begin(), digest.end()};
    }
    if (algorithm == oid::sha256) return to_bytes(crypto::hash(crypto::HashAlgorithm::sha256, bytes).view());
    if (algorithm == oid::sha384) return to_bytes(crypto::hash(crypto::HashAlgorithm::sha384, bytes).view());
    if (algorithm == oid::sha512) return to_bytes(crypto::hash(crypto::HashAlgorithm::sha512, bytes).view());
    return std::nullopt;
}

bool is_about(const CertId& id, const Certificate& certificate, const Certificate& issuer) { // RFC 6960 §3.2 1.
    return std::ranges::equal(id.serial_number, certificate.serial_number()) &&
           id.issuer_name_hash == hash_for_lookup(id.hash_algorithm, certificate.issuer().der()) &&
           id.issuer_key_hash == hash_for_lookup(id.hash_algorithm, key_bits(issuer));
}

bool is_named(const std::variant<Name, Bytes>& responder_id, const Certificate& signer) { // RFC 6960 §3.2 3.
    if (const Name* const name = std::get_if<Name>(&responder_id)) return *name == signer.subject();
    return std::get<Bytes>(responder_id) == hash_for_lookup(oid::sha1, key_bits(signer));
}

bool verifies(const Certificate& signer, const std::optional<crypto::SignatureAlgorithm>& algorithm, View content,
              View signature) {
    if (!algorithm || !signer.public_key()) return false;
    if (!signer.key_may_sign_by(*algorithm)) return false;
    return crypto::verify(*signer.public_key(), *algorithm, content, signature);
}

bool may_sign_responses(const Certificate& delegate) {
    const auto& usage = delegate.extensions().extended_key_usage;
    return usage && std::ranges::find(usage->key_purposes, oid::ocsp_signing) != usage->key_purposes.end();
}

bool is_understood_of_a_delegate(std::string_view extension) {
    constexpr std::array understood{oid::basic_constraints, oid::key_usage, oid::extended_key_usage,
                                    oid::subject_alt_name};
    return std::ranges::find(understood, extension) != understood.end();
}

// A delegate is issued by the issuer itself, for this purpose and no other's, and is valid now: RFC 6960 §4.2.2.2.
// Not done: asking whether the delegate itself was revoked. Whoever issued it says how that is to be asked, and may
// leave it open (§4.2.2.2.1); nothing is fetched here.
std::string why_no_delegate(const Certificate& delegate, const Certificate& issuer, std::chrono::sys_seconds time) {
    if (delegate.issuer() != issuer.subject()) return "its signer was not issued by the certificate's issuer";
    if (!may_sign_responses(delegate)) return "its signer has no extKeyUsage OCSPSigning";
    if (!delegate.extensions().allows(KeyUsage::digital_signature))
        return "its signer's keyUsage does not allow digitalSignature";
    if (time < delegate.not_before() || time > delegate.not_after())
        return fmt::format("its signer's certificate is valid from {} to {}", format_time(delegate.not_before()),
                           format_time(delegate.not_after()));
    if (!std::ranges::all_of(delegate.extensions().critical, is_understood_of_a_delegate))
        return "its signer's certificate has a critical extension that is not understood";
    if (!verifies(issuer, delegate.signature_algorithm(), delegate.to_be_signed(), delegate.signature()))
        return "its signer's certificate does not verify by the issuer's key";
    return {};
}

bool signed_by(const OcspResponse& response, const Certificate& signer) {
    return verifies(signer, response.signature_algorithm(), response.to_be_signed(), response.signature());
}

// Why nobody who may speak for the issuer signed the response; empty if somebody did.
std::string why_not_signed(const OcspResponse& response, const Certificate& issuer, std::chrono::sys_seconds time) {
    if (!response.signature_algorithm())
        return fmt::format("it is signed by {}, which is not used here", response.signature_algorithm_name());
    if (is_named(response.responder_id(), issuer))
        return signed_by(response, issuer) ? "" : "its signature does not verify by the issuer's key";
    std::string unreadable;
    for (const View der : response.certificates()) {
        try {
            const Certificate signer = Certificate::parse(der);
            if (!is_named(response.responder_id(), signer)) continue;
            std::string why = why_no_delegate(signer, issuer, time);
            if (!why.empty()) return why;
            return signed_by(response, signer) ? "" : "its signature does not verify by its signer's key";
        } catch (const ParseError& error) {
            unreadable = fmt::format("; one that is in it cannot be read: {}", error.what());
        }
    }
    return "the certificate of its signer, who is not the issuer, is not in it" + unreadable;
}

std::string why_not_current(const SingleResponse& single, std::chrono::sys_seconds time) { // RFC 6960 §3.2 5., 6.
    if (single.this_update > time + skew)
        return fmt::format("it is of the future, of {}", format_time(single.this_update));
    if (single.next_update && *single.next_update + skew < time)
        return fmt::format("it expired, the next one was due on {}", format_time(*single.next_update));
    if (!single.next_update && single.this_update + longest_undated < time)
        return fmt::format("it is of {}, and does not say until when it is good", format_time(single.this_update));
    return {};
}

RevocationStatus status_in(const SingleResponse& single) {
    if (single.status == SingleResponse::Status::revoked)
        return {Kind::revoked,
                fmt::format("revoked on {} ({}), by an OCSP response of {}", format_time(single.revocation_time),
                            name_of(single.reason), format_time(single.this_update))};
    if (single.status == SingleResponse::Status::unknown)
        return {Kind::unclear, "the OCSP responder does not know the certificate"};
    return {Kind::good, fmt::format("good, by an OCSP response of {}{}", format_time(single.this_update),
                                    single.next_update ? ", good until " + format_time(*single.next_update) : "")};
}

RevocationStatus status_by(const SingleResponse& single, std::chrono::sys_seconds time) {
    if (!single.not_understood.empty())
        return unclear("it has a critical extension that is not understood: " + single.not_understood);
    if (std::string why = why_not_current(single, time); !why.empty()) return unclear(why);
    return status_in(single);
}

} // namespace

RevocationStatus ocsp_status_of(const OcspResponse& response, const Certificate& certificate, const Certificate& issuer,
                                std::chrono::sys_seconds time) {
    if (!response.successful()) return unclear(fmt::format("the responder answers {}", response.status()));
    if (!response.not_understood().empty())
        return unclear("it has a critical extension that is not understood: " + response.not_understood());
    RevocationStatus gravest{Kind::not_checked, {}};
    for (const SingleResponse& single : response.responses()) {
        if (!is_about(single.cert_id, certificate, issuer)) continue;
        RevocationStatus status = status_by(single, time);
        if (gravity_of(status.kind) > gravity_of(gravest.kind)) gravest = std::move(status);
    }
    if (gravest.kind == Kind::not_checked) return unclear("it is not about this certificate");
    if (gravest.kind == Kind::unclear) return gravest;
    if (std::string why = why_not_signed(response, issuer, time); !why.empty()) return unclear(why);
    return gravest;
}

} // namespace vitrine::x509
