// Who says what before TLS begins, as a table: of each step, what we say and how a good reply looks.
#pragma once

#include "net/starttls/protocol.h"

#include <span>
#include <string>

namespace vitrine::net {

// How a reply shows that it is over.
enum class ReplyEnds : std::uint8_t {
    line,   // with its first line
    coded,  // with the line that has no "-" behind its three digits: RFC 5321 §4.2.1
    dotted, // a good one with the line ".": RFC 1939 §3; a bad one with its first line
    tagged, // with the line that begins with the command's tag: RFC 9051 §2.2.2
};

struct StartTlsStep {
    std::string_view says; // the command; "{}" in it is our name; empty: the peer speaks first
    ReplyEnds ends;
    std::string_view good;    // how the deciding line of the reply begins: "220"
    std::string_view or_good; // or so; empty: no other way
    std::string_view offers;  // a word of the reply without which there is no TLS; empty: nothing is looked for
};

std::span<const StartTlsStep> steps_of(StartTlsProtocol protocol);

} // namespace vitrine::net
