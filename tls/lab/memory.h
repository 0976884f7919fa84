// Keeps what a connection tells that a scripted peer, or a test, asks about later.
#pragma once

#include "tls/base/observer.h"
#include "tls/keys/key_schedule.h"

#include <vector>

namespace vitrine::tls {

class Memory final : public Observer {
public:
    void message(Role us, const MessageEvent& event) override;
    void alert(Role us, const AlertEvent& event) override;
    void secret(Role us, std::string_view label, View client_random, View secret) override;

    std::vector<AlertEvent> alerts_sent, alerts_heard;
    std::vector<Bytes> handshake_messages; // of both sides, headers included
    Bytes master_secret;                   // not wiped
    Randoms randoms;
};

} // namespace vitrine::tls
