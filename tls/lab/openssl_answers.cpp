// What openssl 3.0 does under each fault, as the interop tests find it.
#include "tls/lab/openssl_answers.h"

#include <algorithm>
#include <array>

namespace vitrine::tls {

namespace {

using enum AlertDescription;
constexpr auto none = std::nullopt;

// clang-format off
constexpr std::array<OpensslAnswer, 73> answers{{
    // fault                             alert                     or instead
    {"ccs-early",                        unexpected_message,       "", ""},
    {"ccs-early-from-server",            unexpected_message,       "", ""},
    {"ccs-twice",                        unexpected_message,       "", ""},
    {"ccs-length",                       unexpected_message,       "", "it has one answer, unexpected_message, to every ChangeCipherSpec that is not as it should be"},
    {"ccs-value",                        unexpected_message,       "", "it has one answer, unexpected_message, to every ChangeCipherSpec that is not as it should be"},
    {"ccs-inside-message",               unexpected_message,       "", ""},
    {"ccs-skipped",                      unexpected_message,       "", ""},
    {"skip-certificate",                 unexpected_message,       "", ""},
    {"skip-ske",                         unexpected_message,       "", ""},
    {"skip-tls",                         unexpected_message,       "", ""},
    {"ske-twice",                        unexpected_message,       "", ""},
    {"finished-skipped",                 unexpected_message,       "", ""},
    {"app-data-early",                   unexpected_message,       "", ""},
    {"interleaved",                      none,                     "goes on", "RFC 5246 §6.2.1 lets records of different types be interleaved, and openssl takes an alert there; we keep the stricter rule of RFC 8446 §5.1"},
    {"empty-handshake-record",           none,                     "goes on", "such a record must not be sent (RFC 5246 §6.2.1); openssl passes over as many as 32 in a row"},
    {"huge-message-announced",           illegal_parameter,        "", ""},
    {"hello-request-flood",              none,                     "goes on", "a HelloRequest within a handshake is to be ignored (RFC 5246 §7.4.1.1); openssl does so any number of times, we do four times"},
    {"renegotiate",                      none,                     "goes on", "it answers each of them with the warning no_renegotiation and goes on; we answer one so"},
    {"renegotiate-from-server",          none,                     "goes on", "s_client begins a second handshake when it is asked to; we know none"},
    {"export-suite",                     illegal_parameter,        "", ""},
    {"compression",                      illegal_parameter,        "", ""},
    {"compression-alone",                decode_error,             "", "it takes a list without the null method for one that cannot be decoded"},
    {"extension-not-offered",            none,                     "goes on", "it no longer knows heartbeat, and passes over an extension that it does not know, offered or not; this handshake fails later, since the two ends hash different ServerHellos"},
    {"extension-twice",                  illegal_parameter,        "", ""},
    {"version-10",                       protocol_version,         "", ""},
    {"fallback",                         protocol_version,         "", "s_server was told to speak TLS 1.2 alone, and looks at the version first"},
    {"ssl2",                             protocol_version,         "", ""},
    {"http",                             none,                     "ends the stream", "it sees that this is HTTP, says so to its user, and ends the stream without an alert"},
    {"alpn-alien",                       no_application_protocol,  "", ""},
    {"alpn-not-offered",                 decode_error,             "", "it takes a protocol that was not offered for an extension that cannot be decoded"},
    {"no-secure-renegotiation",          handshake_failure,        "", ""},
    {"renegotiated-connection",          handshake_failure,        "", ""},
    {"ske-other-random",                 decrypt_error,            "", ""},
    {"ske-bad-signature",                decrypt_error,            "", ""},
    {"ske-unsigned",                     decrypt_error,            "", ""},
    {"ske-other-point",                  decrypt_error,            "", ""},
    {"sha1-signature",                   handshake_failure,        "", "it answers a signature algorithm that it did not offer so"},
    {"ske-wrong-curve",                  illegal_parameter,        "", ""},
    {"ske-own-curve",                    illegal_parameter,        "", ""},
    {"x25519-zero",                      illegal_parameter,        "", ""},
    {"x25519-zero-signed",               illegal_parameter,        "", ""},
    {"x25519-small-order",               illegal_parameter,        "", ""},
    {"point-off-curve",                  illegal_parameter,        "", ""},
    {"point-compressed",                 bad_record_mac,           "", "it still takes compressed points; this handshake fails later, since the two ends hash different ClientKeyExchanges"},
    {"certificate-expired",              certificate_expired,      "", ""},
    {"certificate-unknown-ca",           unknown_ca,               "", ""},
    {"certificate-wrong-host",           bad_certificate,          "", ""},
    {"certificate-by-leaf",              unknown_ca,               "", ""},
    {"client-certificate-missing",       handshake_failure,        "", ""},
    {"client-certificate-without-proof", decrypt_error,            "", ""},
    {"finished-wrong",                   decrypt_error,            "", ""},
    {"finished-reflected",               decrypt_error,            "", ""},
    {"ticket-not-promised",              unexpected_message,       "", ""},
    {"ticket-not-offered",               unsupported_extension,    "", ""},
    {"ticket-skipped",                   unexpected_message,       "", ""},
    {"resumed-other-suite",              illegal_parameter,        "", ""},
    {"resumed-without-ems",              handshake_failure,        "", ""},
    {"resume-without-ems",               handshake_failure,        "", ""},
    {"resumed-finished-wrong",           decrypt_error,            "", ""},
    {"resumed-finished-skipped",         unexpected_message,       "", ""},
    {"record-forged",                    bad_record_mac,           "", ""},
    {"record-replayed",                  bad_record_mac,           "", ""},
    {"record-reordered",                 bad_record_mac,           "", ""},
    {"record-too-short",                 bad_record_mac,           "", "", internal_error},
    {"record-too-long",                  record_overflow,          "", ""},
    {"record-version",                   protocol_version,         "", ""},
    {"heartbeat",                        unexpected_message,       "", ""},
    {"warnings-flood",                   unexpected_message,       "", ""},
    {"empty-records-flood",              unexpected_message,       "", ""},
    {"alert-plaintext-after-ccs",        bad_record_mac,           "", "", internal_error},
    {"alert-level",                      illegal_parameter,        "", ""},
    {"truncated",                        decode_error,             "", "it notices (\"unexpected eof while reading\"), and says so to a stream on which nobody listens any more"},
    {"nonce-reuse",                      bad_record_mac,           "", ""},
}};
// clang-format on

} // namespace

const OpensslAnswer* openssl_answer_to(std::string_view fault) {
    const auto* const row = std::ranges::find(answers, fault, &OpensslAnswer::fault);
    return row == answers.end() ? nullptr : row;
}

} // namespace vitrine::tls
