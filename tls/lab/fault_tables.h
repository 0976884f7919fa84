// The tables of faults, one file each, and what their plays share.
#pragma once

#include "tls/lab/faults.h"
#include "tls/messages/handshake_message.h"
#include "tls/wire/codec.h"

namespace vitrine::tls {

std::span<const Fault> faults_of_order();
std::span<const Fault> faults_of_hellos();
std::span<const Fault> faults_of_keys();
std::span<const Fault> faults_of_sessions();
std::span<const Fault> faults_of_records();

inline void say_nothing(ScriptedEnd&, const Content&) {}

// Decodes the message that is due, changes it and says it.
template <class M, class Change> void say_changed(ScriptedEnd& end, const Content& due, Change change) {
    M message = decode<M>("Message", body_of(due.bytes));
    change(message);
    end.say(content_of(HandshakeType{due.bytes[0]}, encode(message)));
}

} // namespace vitrine::tls
