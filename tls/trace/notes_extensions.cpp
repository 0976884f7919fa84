// Notes on the extensions of both hellos (RFC 5246 §7.4.1.4).
#include "tls/trace/notes.h"

#include <array>

namespace vitrine::tls {

namespace {

// clang-format off
constexpr std::array notes{
    Note{"ClientHello.extensions[].extension_type",
         "Which extension this is. A server skips those it does not know, which is how TLS has been able to grow. The "
         "same one twice is an error.",
         "RFC 5246 §7.4.1.4"},
    Note{"ClientHello.extensions[].extension_data",
         "The length of the extension's content. Some say all they have to say by being there, and have 0 bytes.",
         "RFC 5246 §7.4.1.4"},
    Note{"ClientHello.extensions[].extension_data.server_name_list",
         "server_name (SNI): which of the servers at this address the client wants, so that it can show the right "
         "certificate. It travels in the clear: everyone on the way reads it.",
         "RFC 6066 §3"},
    Note{"ClientHello.extensions[].extension_data.server_name_list[].name_type",
         "0, host_name: the only kind of name there is.",
         "RFC 6066 §3"},
    Note{"ClientHello.extensions[].extension_data.server_name_list[].HostName",
         "The server's DNS name, with its length in front: ASCII, without a dot at the end, never an IP address. The "
         "client holds the same name against the certificate.",
         "RFC 6066 §3"},
    Note{"ClientHello.extensions[].extension_data.MaxFragmentLength",
         "max_fragment_length: the client has little memory and asks for records of at most 2^9, 2^10, 2^11 or 2^12 "
         "bytes of plaintext.",
         "RFC 6066 §4"},
    Note{"ClientHello.extensions[].extension_data.status_type",
         "status_request: the client asks the server to bring an OCSP response, which says whether its certificate "
         "has been revoked. So the client need not ask the issuer, who would learn what it visits.",
         "RFC 6066 §8"},
    Note{"ClientHello.extensions[].extension_data.responder_id_list",
         "How many bytes name the OCSP responders that the client trusts. Almost always 0: those that the server "
         "knows.",
         "RFC 6066 §8"},
    Note{"ClientHello.extensions[].extension_data.responder_id_list[].ResponderID",
         "One responder whose word the client takes, by its name or by the hash of its key, in DER.",
         "RFC 6960 §4.2.1"},
    Note{"ClientHello.extensions[].extension_data.request_extensions",
         "Extensions of the OCSP request, such as a nonce. Almost always of 0 bytes, because a stored response is "
         "wanted.",
         "RFC 6066 §8"},
    Note{"ClientHello.extensions[].extension_data.named_curve_list",
         "supported_groups: in which groups the client can do Diffie-Hellman, 2 bytes each, the preferred one first. "
         "The server picks one for its ServerKeyExchange.",
         "RFC 8422 §5.1.1"},
    Note{"ClientHello.extensions[].extension_data.named_curve_list[]",
         "One group. For ECDSA the curve of the server's certificate must be among them, too.",
         "RFC 8422 §5.1.1"},
    Note{"ClientHello.extensions[].extension_data.ec_point_format_list",
         "ec_point_formats: how many ways the client knows to write a point of a curve.",
         "RFC 8422 §5.1.2"},
    Note{"ClientHello.extensions[].extension_data.ec_point_format_list[]",
         "0, uncompressed, both coordinates, must be there. The compressed forms are deprecated, and nobody needs "
         "them.",
         "RFC 8422 §5.1.2"},
    Note{"ClientHello.extensions[].extension_data.supported_signature_algorithms",
         "signature_algorithms: which signatures the client can check, 2 bytes each, the preferred one first. Without "
         "it a server of TLS 1.2 would have to assume SHA-1.",
         "RFC 5246 §7.4.1.4.1"},
    Note{"ClientHello.extensions[].extension_data.supported_signature_algorithms[]",
         "One kind of signature. TLS 1.2 reads the two bytes as hash and signature; TLS 1.3 gave the pairs names and "
         "added 08 04 and others, which name the whole scheme and which TLS 1.2 may use too.",
         "RFC 8446 §4.2.3"},
    Note{"ClientHello.extensions[].extension_data.protocol_name_list",
         "application_layer_protocol_negotiation (ALPN): which protocols the client would speak over this connection. "
         "It saves a round trip, and ties the protocol to the handshake.",
         "RFC 7301 §3.1"},
    Note{"ClientHello.extensions[].extension_data.protocol_name_list[].ProtocolName",
         "One protocol, with its length in front: \"h2\" is HTTP/2, \"http/1.1\" HTTP/1.1.",
         "RFC 7301 §3.1"},
    Note{"ClientHello.extensions[].extension_data.padding",
         "padding: zeros that make the hello longer. Some servers hang at a hello of 256 to 511 bytes.",
         "RFC 7685 §3"},
    Note{"ClientHello.extensions[].extension_data.RecordSizeLimit",
         "record_size_limit: no protected record sent to the client may carry more plaintext. It takes the place of "
         "max_fragment_length.",
         "RFC 8449 §4"},
    Note{"ClientHello.extensions[].extension_data.ticket",
         "session_ticket: a ticket that the server gave out earlier, to resume its session. With 0 bytes the "
         "extension says that the client would take one.",
         "RFC 5077 §3.2"},
    Note{"ClientHello.extensions[].extension_data.renegotiated_connection",
         "renegotiation_info: empty in a first handshake; in a later one the client's verify_data of the handshake "
         "before it. So a man in the middle cannot put a connection of his own in front of the client's "
         "(CVE-2009-3555).",
         "RFC 5746 §3.2"},
    Note{"ClientHello.extensions[].extension_data.content",
         "The content of an extension that is not taken apart here.",
         "RFC 5246 §7.4.1.4"},

    Note{"ServerHello.extensions[].extension_type",
         "The extension of the client's that the server answers. extended_master_secret, which has no content, makes "
         "the master secret depend on the whole transcript so far: otherwise two connections could be given the same "
         "one (triple handshake).",
         "RFC 5246 §7.4.1.4"},
    Note{"ServerHello.extensions[].extension_data",
         "The length of the answer. 0 bytes often say: yes.",
         "RFC 5246 §7.4.1.4"},
    Note{"ServerHello.extensions[].extension_data.server_name_list",
         "A server acknowledges server_name with 0 bytes; a list of names is a mistake.",
         "RFC 6066 §3"},
    Note{"ServerHello.extensions[].extension_data.server_name_list[].name_type",
         "The kind of a name that should not be here: an acknowledgement is empty.",
         "RFC 6066 §3"},
    Note{"ServerHello.extensions[].extension_data.server_name_list[].HostName",
         "A name that should not be here: an acknowledgement is empty.",
         "RFC 6066 §3"},
    Note{"ServerHello.extensions[].extension_data.MaxFragmentLength",
         "The server agrees to short records. It must repeat just what the client asked for.",
         "RFC 6066 §4"},
    Note{"ServerHello.extensions[].extension_data.status_type",
         "A server announces an OCSP response with 0 bytes, and sends it in a message of its own, CertificateStatus; "
         "a request is a mistake.",
         "RFC 6066 §8"},
    Note{"ServerHello.extensions[].extension_data.responder_id_list",
         "Part of a request, which only clients make.",
         "RFC 6066 §8"},
    Note{"ServerHello.extensions[].extension_data.responder_id_list[].ResponderID",
         "Part of a request, which only clients make.",
         "RFC 6066 §8"},
    Note{"ServerHello.extensions[].extension_data.request_extensions",
         "Part of a request, which only clients make.",
         "RFC 6066 §8"},
    Note{"ServerHello.extensions[].extension_data.named_curve_list",
         "The server's groups. In TLS 1.2 only the client has a reason to send them; some servers do it all the same.",
         "RFC 8422 §5.1.1"},
    Note{"ServerHello.extensions[].extension_data.named_curve_list[]",
         "One group that the server knows.",
         "RFC 8422 §5.1.1"},
    Note{"ServerHello.extensions[].extension_data.ec_point_format_list",
         "How many ways the server knows to write a point. It answers only if the client sent this extension and an "
         "ECC suite was chosen.",
         "RFC 8422 §5.2"},
    Note{"ServerHello.extensions[].extension_data.ec_point_format_list[]",
         "0, uncompressed, must be there. Points in ServerKeyExchange and ClientKeyExchange are written that way.",
         "RFC 8422 §5.2"},
    Note{"ServerHello.extensions[].extension_data.supported_signature_algorithms",
         "A server must not send this one: it says what it can check in CertificateRequest.",
         "RFC 5246 §7.4.1.4.1"},
    Note{"ServerHello.extensions[].extension_data.supported_signature_algorithms[]",
         "One scheme of a list that should not be here.",
         "RFC 5246 §7.4.1.4.1"},
    Note{"ServerHello.extensions[].extension_data.protocol_name_list",
         "The application protocol of this connection: a list of exactly one.",
         "RFC 7301 §3.1"},
    Note{"ServerHello.extensions[].extension_data.protocol_name_list[].ProtocolName",
         "The protocol that the server chose, one of those that the client offered.",
         "RFC 7301 §3.2"},
    Note{"ServerHello.extensions[].extension_data.padding",
         "Zeros. Only a client has a reason to send them.",
         "RFC 7685 §3"},
    Note{"ServerHello.extensions[].extension_data.RecordSizeLimit",
         "No protected record sent to the server may carry more plaintext than this. Each end sets its own limit.",
         "RFC 8449 §4"},
    Note{"ServerHello.extensions[].extension_data.ticket",
         "The answer has 0 bytes and promises a NewSessionTicket later in this handshake; the ticket itself is not "
         "here.",
         "RFC 5077 §3.2"},
    Note{"ServerHello.extensions[].extension_data.renegotiated_connection",
         "Empty in a first handshake; in a later one the verify_data of both ends of the handshake before it. A "
         "client that gets no answer at all talks to a server without this defence.",
         "RFC 5746 §3.2"},
    Note{"ServerHello.extensions[].extension_data.content",
         "The content of an answer that is not taken apart here.",
         "RFC 5246 §7.4.1.4"},
};
// clang-format on

} // namespace

std::span<const Note> extension_notes() { return notes; }

} // namespace vitrine::tls
