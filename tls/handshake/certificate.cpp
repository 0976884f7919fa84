// Certificate, CertificateRequest and CertificateVerify: who each side says it is, and how it is believed
// (RFC 5246 §7.4.2, §7.4.4, §7.4.6, §7.4.8).
#include "tls/handshake/moves.h"

#include "tls/handshake/peer_identity.h"
#include "tls/wire/codec.h"

#include <algorithm>

namespace vitrine::tls {

namespace {

constexpr std::size_t max_certificates = 10;         // in one message: more help no honest path
constexpr std::size_t max_authorities_size = 32'768; // bytes of names in a CertificateRequest; none are sent beyond

Bytes encode_chain(std::span<const x509::Certificate> chain) {
    Certificate message;
    for (const x509::Certificate& certificate : chain)
        message.certificate_list.push_back({to_bytes(certificate.der())});
    return encode(message);
}

std::vector<x509::Certificate> parse_chain(const Certificate& message, x509::KnownCertificates& known) {
    require(message.certificate_list.size() <= max_certificates, AlertDescription::bad_certificate,
            "the peer sent more than " + std::to_string(max_certificates) + " certificates", "RFC 5246 §7.4.2");
    std::vector<x509::Certificate> chain;
    for (const Asn1Cert& entry : message.certificate_list) {
        try {
            chain.push_back(known.parse(entry.der));
        } catch (const x509::ParseError& error) {
            refuse(AlertDescription::bad_certificate, error.what(), "RFC 5280 §4.1");
        }
    }
    return chain;
}

CertifiedKey peer_key(const Dialogue& dialogue) { return certified_key(dialogue.peer_certificate()); }

// Both sides name the certificate types that their schemes stand for (RFC 5246 §7.4.4).
ClientCertificateType type_for(const crypto::PublicKey& key) {
    return authentication_by(key) == Authentication::rsa ? ClientCertificateType::rsa_sign
                                                         : ClientCertificateType::ecdsa_sign;
}

// The scheme by which our certificate can answer the request; nothing: we show none.
std::optional<SignatureScheme> answer_to(const Dialogue& dialogue) {
    const auto& identity = dialogue.client_config->identity;
    if (!identity) return std::nullopt;
    const CertificateRequest& request = *dialogue.certificate_request;
    const crypto::PublicKey& key = *identity->certificate().public_key();
    const auto& types = request.certificate_types;
    if (std::find(types.begin(), types.end(), type_for(key)) == types.end()) return std::nullopt;
    return choose_scheme(dialogue.preferences().signature_schemes, request.supported_signature_algorithms,
                         certified_key(identity->certificate()));
}

} // namespace

PossessionProven verify_possession(Dialogue& dialogue, const CertificateVerify& verify) {
    const auto& asked_for = dialogue.preferences().signature_schemes;
    dialogue.check(std::find(asked_for.begin(), asked_for.end(), verify.algorithm) != asked_for.end() &&
                       fits(verify.algorithm, peer_key(dialogue)),
                   [&] {
                       return Check{.what = "algorithm of CertificateVerify",
                                    .found = name_of(verify.algorithm),
                                    .expected =
                                        "one that was asked for and fits " + crypto::describe(peer_key(dialogue).key),
                                    .alert = AlertDescription::illegal_parameter,
                                    .sentence = "the client signed with " + name_of(verify.algorithm) +
                                                ", which was not asked for or does not fit its key",
                                    .rfc = "RFC 5246 §7.4.8"};
                   });
    const bool signed_by_peer =
        crypto::verify(*dialogue.peer_certificate().public_key(), *algorithm_of(verify.algorithm),
                       dialogue.transcript.messages(), verify.signature);
    dialogue.tell_signature(Role::client, "CertificateVerify", verify.algorithm, dialogue.transcript.messages(),
                            verify.signature);
    dialogue.check(signed_by_peer, [&] {
        return Check{
            .what = "signature of CertificateVerify",
            .found = signed_by_peer ? "verifies" : "does not verify",
            .expected = "verifies by the client's " + crypto::describe(*dialogue.peer_certificate().public_key()),
            .alert = AlertDescription::decrypt_error,
            .sentence = name_of(verify.algorithm) + " signature does not verify over the handshake messages so far",
            .rfc = "RFC 5246 §7.4.8"};
    });
    return {};
}

Bytes write_server_certificate(Dialogue& dialogue) {
    dialogue.exports.server_certificate = dialogue.choice->identity->certificate();
    return encode_chain(dialogue.choice->identity->chain());
}

void read_server_certificate(Dialogue& dialogue, View body) {
    const auto message = decode<Certificate>("Certificate", body);
    dialogue.check(!message.certificate_list.empty(), [&] {
        return Check{.what = "number of server certificates",
                     .found = std::to_string(message.certificate_list.size()),
                     .expected = "1 or more",
                     .alert = AlertDescription::decode_error,
                     .sentence = "the server sent no certificate",
                     .rfc = "RFC 5246 §7.4.2"};
    });
    take_peer_chain(dialogue, parse_chain(message, *dialogue.client_config->known_certificates));
    dialogue.exports.server_certificate = dialogue.peer_certificate();
    const crypto::PublicKey& key = *dialogue.peer_certificate().public_key();
    const SuiteInfo& suite = *dialogue.agreement->suite;
    dialogue.check(authentication_by(key) == suite.authentication, [&] {
        return Check{.what = "kind of the server's key",
                     .found = crypto::describe(key),
                     .expected = suite.authentication == Authentication::rsa ? "RSA" : "EC",
                     .alert = AlertDescription::unsupported_certificate,
                     .sentence = "the server's key (" + crypto::describe(key) + ") is not of the kind that " +
                                 name_of(suite.suite) + " needs",
                     .rfc = "RFC 5246 §7.4.2"};
    });
}

Bytes write_certificate_request(Dialogue& dialogue) {
    CertificateRequest request;
    request.certificate_types = {ClientCertificateType::rsa_sign, ClientCertificateType::ecdsa_sign};
    request.supported_signature_algorithms = dialogue.preferences().signature_schemes;
    std::size_t size = 0;
    for (const x509::Certificate& anchor : dialogue.server_config->trust_store.anchors()) {
        size += 2 + anchor.subject().der().size();
        request.certificate_authorities.push_back({to_bytes(anchor.subject().der())});
    }
    if (size > max_authorities_size) request.certificate_authorities.clear(); // an empty list: any will be looked at
    return encode(request);
}

void read_certificate_request(Dialogue& dialogue, View body) {
    dialogue.certificate_request.emplace(decode<CertificateRequest>("CertificateRequest", body));
    dialogue.facts.certificate_requested = true;
}

Bytes write_client_certificate(Dialogue& dialogue) {
    const auto scheme = answer_to(dialogue);
    if (!scheme) return encode(Certificate{}); // RFC 5246 §7.4.6: a message without certificates
    dialogue.tell_choice("client certificate", dialogue.client_config->identity->certificate().subject().text(),
                         "the server asks for one and can verify it");
    dialogue.client_scheme.emplace(*scheme);
    dialogue.facts.certificate_sent = true;
    return encode_chain(dialogue.client_config->identity->chain());
}

void read_client_certificate(Dialogue& dialogue, View body) {
    const auto message = decode<Certificate>("Certificate", body);
    const bool required = dialogue.server_config->client_authentication == ClientAuthentication::required;
    dialogue.check(!message.certificate_list.empty() || !required, [&] {
        return Check{.what = "number of client certificates",
                     .found = std::to_string(message.certificate_list.size()),
                     .expected = required ? "1 or more" : "any number",
                     .alert = AlertDescription::handshake_failure,
                     .sentence = "the client showed no certificate, and one is required",
                     .rfc = "RFC 5246 §7.4.6"};
    });
    if (message.certificate_list.empty()) return;
    take_peer_chain(dialogue, parse_chain(message, *dialogue.server_config->known_certificates));
    dialogue.facts.certificate_sent = true;
}

Bytes write_certificate_verify(Dialogue& dialogue) {
    CertificateVerify verify;
    verify.algorithm = *dialogue.client_scheme;
    verify.signature = dialogue.client_config->identity->signer().sign(
        *algorithm_of(verify.algorithm), dialogue.transcript.messages(), dialogue.environment.random);
    dialogue.tell_signature(Role::client, "CertificateVerify", verify.algorithm, dialogue.transcript.messages(),
                            verify.signature);
    return encode(verify);
}

void read_certificate_verify(Dialogue& dialogue, View body) {
    dialogue.proofs.possession = verify_possession(dialogue, decode<CertificateVerify>("CertificateVerify", body));
}

} // namespace vitrine::tls
