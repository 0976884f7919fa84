// Notes on the handshake messages behind the hellos (RFC 5246 §7.4.2 to §7.4.9).
#include "tls/trace/notes.h"

#include <array>

namespace vitrine::tls {

namespace {

// clang-format off
constexpr std::array notes{
    Note{"Certificate.msg_type",
         "11: the sender's certificate and those that lead from it towards a trust anchor. The server's comes right "
         "behind its hello; a client sends one only if it was asked.",
         "RFC 5246 §7.4.2"},
    Note{"Certificate.certificate_list",
         "The length of the list: the sender's own certificate first, each next one that of the issuer. The anchor "
         "may be left out, since whoever checks must have it already. A client that has none sends an empty list.",
         "RFC 5246 §7.4.2"},
    Note{"Certificate.certificate_list[].ASN.1Cert",
         "One certificate in DER, with its length in front. It is public and travels in the clear; what proves the "
         "sender's right to it is the signature that comes later.",
         "RFC 5280 §4.1"},
    Note{"CertificateStatus.msg_type",
         "22: the OCSP response that the client asked for by status_request.",
         "RFC 6066 §8"},
    Note{"CertificateStatus.status_type",
         "1, ocsp: the only kind of answer that is in use.",
         "RFC 6066 §8"},
    Note{"CertificateStatus.OCSPResponse",
         "The response in DER, with its length in front: whether the server's certificate has been revoked, at which "
         "time, signed by its issuer or by whom the issuer appointed. The server only carries it and cannot forge it.",
         "RFC 6960 §4.2.1"},
    Note{"CertificateURL.msg_type",
         "21: a client names where its certificates are to be fetched, instead of sending them.",
         "RFC 6066 §5"},

    Note{"ServerKeyExchange.msg_type",
         "12: the server's half of the Diffie-Hellman exchange, signed. Its key is made for this connection and "
         "thrown away, so whoever steals the certificate's key later still cannot read what was recorded: forward "
         "secrecy.",
         "RFC 8422 §5.4"},
    Note{"ServerKeyExchange.curve_type",
         "3, named_curve: the curve comes as a number. Curves spelled out by the peer are forbidden by now; a client "
         "could not check in time that they are any good.",
         "RFC 8422 §5.4"},
    Note{"ServerKeyExchange.named_curve",
         "The group of this exchange, one of those in the client's supported_groups.",
         "RFC 8422 §5.4"},
    Note{"ServerKeyExchange.public",
         "The server's public point, with its length in front: 32 bytes for x25519; for P-256 and P-384 04 and both "
         "coordinates, 65 or 97 bytes. Together with its own private key the client computes the premaster secret "
         "from it. A point that is not on the curve must be refused: what comes of it would tell about that key.",
         "RFC 8422 §5.4"},
    Note{"ServerKeyExchange.algorithm",
         "How the signature was made. It must be a scheme that the client offered and that fits the certificate's "
         "key.",
         "RFC 5246 §7.4.3"},
    Note{"ServerKeyExchange.signature",
         "Made with the certificate's private key over client_random, server_random and the parameters above. It "
         "proves that the holder of the certificate chose this point, for this connection: the randoms keep an old "
         "signature from being used again.",
         "RFC 8422 §5.4"},

    Note{"ServerKeyExchange.dh_p",
         "The prime of a Diffie-Hellman exchange without curves, with its length in front. The server alone chooses "
         "it, and a client can hardly tell a good one from a bad one: one reason why vitrine does not speak this "
         "exchange.",
         "RFC 5246 §7.4.3"},
    Note{"ServerKeyExchange.dh_g",
         "The generator: its powers modulo the prime are the public values.",
         "RFC 5246 §7.4.3"},
    Note{"ServerKeyExchange.dh_Ys",
         "The server's public value, the generator to the power of its private key, modulo the prime.",
         "RFC 5246 §7.4.3"},
    Note{"ServerKeyExchange.content",
         "What this message holds goes with the key exchange of the cipher suite, and this one is none that is taken "
         "apart here.",
         "RFC 5246 §7.4.3"},

    Note{"CertificateRequest.msg_type",
         "13: the server wants a certificate from the client, too.",
         "RFC 5246 §7.4.4"},
    Note{"CertificateRequest.certificate_types",
         "How many kinds of keys follow that the client's certificate may have.",
         "RFC 5246 §7.4.4"},
    Note{"CertificateRequest.certificate_types[]",
         "1 rsa_sign, 64 ecdsa_sign: a key that can sign. The other numbers belong to exchanges that have died out.",
         "RFC 5246 §7.4.4"},
    Note{"CertificateRequest.supported_signature_algorithms",
         "Which signatures the server can check, 2 bytes each: the client's certificate and its CertificateVerify "
         "must be signed in one of these ways.",
         "RFC 5246 §7.4.4"},
    Note{"CertificateRequest.supported_signature_algorithms[]",
         "One kind of signature, as in the client's signature_algorithms.",
         "RFC 5246 §7.4.4"},
    Note{"CertificateRequest.certificate_authorities",
         "The length of the list of issuers whose certificates the server takes. Empty: it does not say.",
         "RFC 5246 §7.4.4"},
    Note{"CertificateRequest.certificate_authorities[].DistinguishedName",
         "The name of one such issuer in DER, with its length in front. It helps a client with several certificates "
         "to choose.",
         "RFC 5246 §7.4.4"},

    Note{"ServerHelloDone.msg_type",
         "14: the server has said its part, and now waits for the client. The message has no content.",
         "RFC 5246 §7.4.5"},

    Note{"ClientKeyExchange.msg_type",
         "16: the client's half of the Diffie-Hellman exchange. Behind it both ends can compute the premaster secret, "
         "the master secret and the keys.",
         "RFC 8422 §5.7"},
    Note{"ClientKeyExchange.ecdh_Yc",
         "The client's public point on the curve that the server chose, with its length in front. It is not signed; "
         "that nobody changed it shows in Finished.",
         "RFC 8422 §5.7"},

    Note{"ClientKeyExchange.dh_Yc",
         "The client's public value in a Diffie-Hellman exchange without curves, with its length in front.",
         "RFC 5246 §7.4.7.2"},
    Note{"ClientKeyExchange.EncryptedPreMasterSecret",
         "The premaster secret, chosen by the client and encrypted with the server's RSA key, with its length in "
         "front. Whoever steals that key later can read what was recorded: vitrine does not speak this exchange.",
         "RFC 5246 §7.4.7.1"},
    Note{"ClientKeyExchange.content",
         "What this message holds goes with the key exchange of the cipher suite, and this one is none that is taken "
         "apart here.",
         "RFC 5246 §7.4.7"},

    Note{"CertificateVerify.msg_type",
         "15: the client proves that it has the private key of the certificate it sent.",
         "RFC 5246 §7.4.8"},
    Note{"CertificateVerify.algorithm",
         "How the signature was made: one of the schemes in CertificateRequest.",
         "RFC 5246 §7.4.8"},
    Note{"CertificateVerify.signature",
         "Over all handshake messages so far, so it fits this connection and no other.",
         "RFC 5246 §7.4.8"},

    Note{"NewSessionTicket.msg_type",
         "4: the server hands over the state of the session, sealed with a key of its own. It need not keep anything "
         "to resume the session; the client brings the ticket back in its hello.",
         "RFC 5077 §3.3"},
    Note{"NewSessionTicket.ticket_lifetime_hint",
         "For how many seconds the ticket will probably be good; 0 leaves it open.",
         "RFC 5077 §3.3"},
    Note{"NewSessionTicket.ticket",
         "The ticket, with its length in front. Only the server can read it: to the client it is just bytes. It goes "
         "over the wire in the clear, and it holds the master secret, so all rests on the key that seals it.",
         "RFC 5077 §4"},

    Note{"Finished.msg_type",
         "20: the first message under the new keys. It confirms that both ends saw the same handshake and have the "
         "same secret.",
         "RFC 5246 §7.4.9"},
    Note{"Finished.verify_data",
         "12 bytes: PRF(master secret, \"client finished\" or \"server finished\", hash of all handshake messages so "
         "far). If anyone changed a bit of what was sent in the clear, such as a weaker offer, the two ends get "
         "different values and the handshake fails.",
         "RFC 5246 §7.4.9"},
};
// clang-format on

} // namespace

std::span<const Note> handshake_notes() { return notes; }

} // namespace vitrine::tls
