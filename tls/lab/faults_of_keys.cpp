// Faults of keys, signatures, certificates and Finished: who is there, and who knows the secret (RFC 5246 §7.4.2 on,
// RFC 8422 §5).
#include "tls/lab/fault_tables.h"

#include "crypto/hash.h"
#include "tls/handshake/algorithms.h"
#include "tls/lab/identities.h"
#include "tls/lab/seeded_random.h"

#include <algorithm>
#include <array>

namespace vitrine::tls {

namespace {

SeededRandom foreseeable() { return SeededRandom{"signature"}; } // the keys are known to everybody: nothing is lost

// A ServerKeyExchange signed with the laboratory's key, over randoms of the caller's choice.
void say_signed(ScriptedEnd& end, ServerKeyExchange exchange, const Randoms& randoms) {
    Bytes content = to_bytes(randoms.client);
    append(content, randoms.server);
    append(content, encode(exchange.params));
    SeededRandom random = foreseeable();
    exchange.signature =
        lab_identity(LabCertificate::leaf).signer().sign(*algorithm_of(exchange.algorithm), content, random);
    end.say(content_of(HandshakeType::server_key_exchange, encode(exchange)));
}

ServerKeyExchange exchange_in(const Content& due) {
    return decode<ServerKeyExchange>("ServerKeyExchange", body_of(due.bytes));
}

void signed_for_another_handshake(ScriptedEnd& end, const Content& due) { say_signed(end, exchange_in(due), {}); }

void signature_spoilt(ScriptedEnd& end, const Content& due) {
    say_changed<ServerKeyExchange>(end, due, [](auto& exchange) { exchange.signature.back() ^= 1; });
}

void signature_empty(ScriptedEnd& end, const Content& due) {
    say_changed<ServerKeyExchange>(end, due, [](auto& exchange) { exchange.signature.clear(); });
}

void point_swapped(ScriptedEnd& end, const Content& due) {
    say_changed<ServerKeyExchange>(end, due, [](auto& exchange) { exchange.params.public_point[3] ^= 1; });
}

void sha1_named(ScriptedEnd& end, const Content& due) {
    say_changed<ServerKeyExchange>(end, due, [](auto& exchange) { exchange.algorithm = SignatureScheme::ecdsa_sha1; });
}

void weak_curve(ScriptedEnd& end, const Content& due) {
    ServerKeyExchange exchange = exchange_in(due);
    exchange.params.named_curve = NamedGroup{1}; // sect163k1, RFC 4492 §5.1.1
    say_signed(end, exchange, end.memory().randoms);
}

void curve_of_its_own(ScriptedEnd& end, const Content& due) {
    Content changed = due;
    changed.bytes[handshake_header_size] = static_cast<std::uint8_t>(EcCurveType::explicit_prime);
    end.say(changed);
}

void zero_signed(ScriptedEnd& end, const Content& due) {
    ServerKeyExchange exchange = exchange_in(due);
    exchange.params.named_curve = NamedGroup::x25519;
    exchange.params.public_point = Bytes(32, 0);
    say_signed(end, exchange, end.memory().randoms);
}

void say_point(ScriptedEnd& end, const Bytes& point) {
    end.say(content_of(HandshakeType::client_key_exchange, encode(ClientKeyExchange{point})));
}

void point_zero(ScriptedEnd& end, const Content&) { say_point(end, Bytes(32, 0)); }

// A point of order 8 with the top bit set, which X25519 ignores (RFC 7748 §5): lists of bad points miss it.
void point_of_small_order(ScriptedEnd& end, const Content&) {
    say_point(end, *from_hex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b880"));
}

Bytes uncompressed(std::uint8_t fill) {
    Bytes point(65, fill);
    point[0] = 4;
    return point;
}

void point_off_curve(ScriptedEnd& end, const Content&) { say_point(end, uncompressed(1)); }

void point_compressed(ScriptedEnd& end, const Content& due) {
    Bytes point = decode<ClientKeyExchange>("ClientKeyExchange", body_of(due.bytes)).ecdh_yc;
    point.resize(33);
    point[0] = 2; // SEC 1 §2.3.3
    say_point(end, point);
}

void on_p256(ClientConfig& client, ServerConfig&) { client.preferences.groups = {NamedGroup::secp256r1}; }

template <LabCertificate which> void server_shows(ClientConfig&, ServerConfig& server) {
    server.identities.assign(1, lab_identity(which));
}

void as_it_is(ScriptedEnd& end, const Content& due) { end.say(due); } // what is wrong stands in the certificate

void client_certificate_required(ClientConfig& client, ServerConfig& server) {
    client.identity = lab_identity(LabCertificate::client);
    server.client_authentication = ClientAuthentication::required;
}

void no_client_certificate(ScriptedEnd& end, const Content&) {
    end.say(content_of(HandshakeType::certificate, encode(Certificate{})));
}

void signed_by_another_key(ScriptedEnd& end, const Content& due) {
    Bytes messages;
    for (const Bytes& message : end.memory().handshake_messages) {
        if (HandshakeType{message[0]} == HandshakeType::certificate_verify) break;
        append(messages, message);
    }
    SeededRandom random = foreseeable();
    say_changed<CertificateVerify>(end, due, [&](auto& verify) {
        verify.signature = crypto::sign(other_lab_key(), *algorithm_of(verify.algorithm), messages, random);
    });
}

void verify_data_spoilt(ScriptedEnd& end, const Content& due) {
    Content changed = due;
    changed.bytes.back() ^= 1;
    end.say(changed);
}

void client_finished_sent_back(ScriptedEnd& end, const Content&) {
    const auto& messages = end.memory().handshake_messages;
    const auto of_client = std::ranges::find_if(
        messages, [](const Bytes& message) { return HandshakeType{message[0]} == HandshakeType::finished; });
    end.say({ContentType::handshake, *of_client});
}

using enum AlertDescription;
using enum Message;
constexpr Role client = Role::client;
constexpr Role server = Role::server;

// clang-format off
constexpr std::array faults{
    Fault{"ske-other-random", server, server_key_exchange, signed_for_another_handshake, decrypt_error,
          "does not verify over client_random", "RFC 5246 §7.4.3",
          "The server's parameters are signed, but over the randoms of another handshake: an old exchange, played again."},
    Fault{"ske-bad-signature", server, server_key_exchange, signature_spoilt, decrypt_error,
          "does not verify", "CVE-2014-1266 (goto fail)",
          "One bit of the signature in ServerKeyExchange is wrong."},
    Fault{"ske-unsigned", server, server_key_exchange, signature_empty, decrypt_error,
          "does not verify", "RFC 5246 §7.4.3",
          "The signature in ServerKeyExchange is empty."},
    Fault{"ske-other-point", server, server_key_exchange, point_swapped, decrypt_error,
          "does not verify", "RFC 5246 §7.4.3",
          "The signature stays, the public point beside it is another: that of a man in the middle."},
    Fault{"sha1-signature", server, server_key_exchange, sha1_named, illegal_parameter,
          "ecdsa_sha1, which was not offered", "CVE-2015-7575 (SLOTH), RFC 9155",
          "The server signs with SHA-1, whose collisions can be bought."},
    Fault{"ske-wrong-curve", server, server_key_exchange, weak_curve, illegal_parameter,
          "which was not offered", "CurveSwap",
          "The server chooses sect163k1, a weak curve that was not offered, and signs that."},
    Fault{"ske-own-curve", server, server_key_exchange, curve_of_its_own, illegal_parameter,
          "a curve of its own", "CVE-2020-0601's kind (CurveBall)",
          "The server describes a curve of its own instead of naming one."},
    Fault{"x25519-zero", client, client_key_exchange, point_zero, illegal_parameter,
          "leads to the secret zero", "RFC 7748 §6.1",
          "The client's public point is zero, and so will the secret be, whatever the server's key."},
    Fault{"x25519-zero-signed", server, server_key_exchange, zero_signed, illegal_parameter,
          "leads to the secret zero", "RFC 7748 §6.1, CVE-2014-1295",
          "The server's public point is zero, and properly signed."},
    Fault{"x25519-small-order", client, client_key_exchange, point_of_small_order, illegal_parameter,
          "leads to the secret zero", "RFC 7748 §6.1",
          "The client's public point has order 8, with an ignored bit set that hides it from a list of such points."},
    Fault{"point-off-curve", client, client_key_exchange, point_off_curve, illegal_parameter,
          "not a valid point of secp256r1", "invalid curve, CVE-2015-7940",
          "The client's public point lies on another curve, where the server's key can be found piece by piece.",
          on_p256},
    Fault{"point-compressed", client, client_key_exchange, point_compressed, illegal_parameter,
          "not a valid point of secp256r1", "RFC 8422 §5.4.1",
          "The client's public point is compressed, a form that is not used any more.",
          on_p256},
    Fault{"certificate-expired", server, certificate, as_it_is, certificate_expired,
          "2002", "RFC 5280 §6.1.3",
          "The server's certificate ran out in 2002.",
          server_shows<LabCertificate::expired>},
    Fault{"certificate-unknown-ca", server, certificate, as_it_is, unknown_ca,
          "trust anchor", "RFC 5280 §6.1",
          "The server's certificate was issued by a root that nobody trusts.",
          server_shows<LabCertificate::stranger>},
    Fault{"certificate-wrong-host", server, certificate, as_it_is, bad_certificate,
          "localhost", "RFC 6125 §6, CVE-2014-3596's kind",
          "The server's certificate is valid, for elsewhere.example.",
          server_shows<LabCertificate::elsewhere>},
    Fault{"certificate-by-leaf", server, certificate, as_it_is, unknown_ca,
          "cA is FALSE", "CVE-2002-0862, CVE-2015-1793",
          "The server's certificate was issued by another server's, which is no CA.",
          server_shows<LabCertificate::by_leaf>},
    Fault{"client-certificate-missing", client, certificate, no_client_certificate, handshake_failure,
          "showed no certificate", "RFC 5246 §7.4.6",
          "The client answers the demand for a certificate with none.",
          client_certificate_required, "-Verify 1"},
    Fault{"client-certificate-without-proof", client, certificate_verify, signed_by_another_key, decrypt_error,
          "does not verify over the handshake messages", "RFC 5246 §7.4.8",
          "The client shows somebody's certificate and signs with a key that is not the one in it.",
          client_certificate_required, "-Verify 1"},
    Fault{"finished-wrong", client, finished, verify_data_spoilt, decrypt_error,
          "verify_data does not fit", "RFC 5246 §7.4.9",
          "One bit of the client's verify_data is wrong: it saw another handshake."},
    Fault{"finished-reflected", server, finished, client_finished_sent_back, decrypt_error,
          "verify_data does not fit", "RFC 5246 §7.4.9",
          "The server sends the client's own verify_data back; two labels, \"client finished\" and \"server finished\", tell them apart."},
};
// clang-format on

} // namespace

std::span<const Fault> faults_of_keys() { return faults; }

} // namespace vitrine::tls
