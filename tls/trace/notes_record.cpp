// Notes on records, alerts and ChangeCipherSpec (RFC 5246 §6, §7.1, §7.2).
#include "tls/trace/notes.h"

#include <array>

namespace vitrine::tls {

namespace {

// clang-format off
constexpr std::array notes{
    Note{"Record.type",
         "What the record carries: 20 change_cipher_spec, 21 alert, 22 handshake, 23 application_data. It stays "
         "readable when the rest is encrypted, and it is authenticated with the rest: it is part of the additional "
         "data.",
         "RFC 5246 §6.2.1"},
    Note{"Record.version",
         "03 03 is TLS 1.2, because the first TLS followed SSL 3.0 as version 3.1. The record of a first ClientHello "
         "often says 03 01 instead, since old servers fell silent at anything newer; the version is agreed on in the "
         "hellos, not here.",
         "RFC 5246 §E.1"},
    Note{"Record.length",
         "How many bytes of this record follow: at most 2^14 in the clear, and 2^14 + 2048 once it is protected. The "
         "bound says how much a receiver must be ready to hold before it can check anything.",
         "RFC 5246 §6.2.1"},
    Note{"Record.explicit_nonce",
         "The half of the nonce that travels, as AES-GCM has it: it comes behind the 4 secret bytes of client_write_IV "
         "or server_write_IV. Under one key a nonce must never repeat, or GCM gives away the XOR of two plaintexts and "
         "the key that authenticates; so senders count, most of them with the sequence number.",
         "RFC 5288 §3"},
    Note{"Record.ciphertext",
         "The content, encrypted under a key that only the two ends have. Encryption does not hide how much it is: "
         "with an AEAD cipher there are as many bytes as in the clear.",
         "RFC 5246 §6.2.3"},
    Note{"Record.tag",
         "The authentication tag of the ciphertext and the additional data: sequence number, type, version and length. "
         "If a bit of these differs, or a record was dropped, repeated or moved, the record does not open: "
         "bad_record_mac. If no explicit_nonce travels with it, the cipher is ChaCha20-Poly1305, whose nonce is the "
         "write IV of 12 bytes, XOR the sequence number (RFC 7905 §2).",
         "RFC 5246 §6.2.3.3"},
    Note{"Record.content",
         "Application data, opened. TLS does not look into it, and where one record ends and the next begins means "
         "nothing to the application.",
         "RFC 5246 §10"},
    Note{"Alert.level",
         "1 warning or 2 fatal. A fatal alert ends the connection at once, on both sides, and its session must not be "
         "resumed. After a warning it may go on.",
         "RFC 5246 §7.2"},
    Note{"Alert.description",
         "Why. close_notify says that no more data will come from the sender, so that nobody can cut the stream short "
         "unnoticed; every other common one reports an error. The number says little on purpose: details would help "
         "an attacker more than the peer.",
         "RFC 5246 §7.2"},
    Note{"ChangeCipherSpec.type",
         "Always 1. From the next record on, the sender's records are protected with the keys just negotiated. It is "
         "no handshake message, so it is not in the transcript; if a receiver took it too early, the keys would be "
         "made from nothing secret (CVE-2014-0224).",
         "RFC 5246 §7.1"},
    Note{"*.not_understood",
         "From here on the bytes do not fit the description of the message, so they cannot be told apart. A receiver "
         "ends the connection with decode_error.",
         "RFC 5246 §7.2.2"},
};
// clang-format on

} // namespace

std::span<const Note> record_notes() { return notes; }

} // namespace vitrine::tls
