// What each field is for, in words for whoever meets it for the first time, with the section that tells the rest.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace vitrine::tls {

struct Note {
    std::string_view path; // "ClientHello.cipher_suites[]"; "*.not_understood": of every path that ends so
    std::string_view text; // one to three sentences
    std::string_view rfc;  // "RFC 5246 §7.4.1.2"
};

// The note about a field, by a path as AnnotatedField and Span have it; nullptr if there is none.
const Note* note_for(std::string_view path);

// The path without the numbers that tell one connection's fields apart: "extensions[]" for "extensions[3]", "unknown"
// for "unknown(0x63)".
std::string general_path(std::string_view path);

// Each table of notes, one for a chapter.
std::span<const Note> record_notes();      // records, alerts, ChangeCipherSpec
std::span<const Note> hello_notes();       // HelloRequest, ClientHello, ServerHello
std::span<const Note> extension_notes();   // of both hellos
std::span<const Note> handshake_notes();   // the other messages
std::span<const Note> certificate_notes(); // a certificate, byte by byte
std::span<const Note> revocation_notes();  // revocation lists, OCSP, keys in files

} // namespace vitrine::tls
