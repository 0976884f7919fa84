// The named faults: their kinds, and the script and the arrangement of each.
#include "tls/lab/faults.h"

#include "tls/lab/fault_tables.h"
#include "tls/lab/identities.h"

#include <algorithm>
#include <array>

namespace vitrine::tls {

namespace {

struct Begin {
    HandshakeType type;
    Message message;
};

// clang-format off
constexpr std::array begins{ // those that a fault stands in the place of
    Begin{HandshakeType::client_hello,        Message::client_hello},
    Begin{HandshakeType::server_hello,        Message::server_hello},
    Begin{HandshakeType::certificate,         Message::certificate},
    Begin{HandshakeType::server_key_exchange, Message::server_key_exchange},
    Begin{HandshakeType::client_key_exchange, Message::client_key_exchange},
    Begin{HandshakeType::certificate_verify,  Message::certificate_verify},
    Begin{HandshakeType::new_session_ticket,  Message::new_session_ticket},
    Begin{HandshakeType::finished,            Message::finished},
};
// clang-format on

// What the content begins with; nothing for application data, alerts and messages that no fault asks for.
std::optional<Message> message_in(const Content& content) {
    if (content.type == ContentType::change_cipher_spec) return Message::change_cipher_spec;
    if (content.type != ContentType::handshake) return std::nullopt;
    const auto* const row = std::ranges::find(begins, HandshakeType{content.bytes[0]}, &Begin::type);
    return row == begins.end() ? std::nullopt : std::optional{row->message};
}

} // namespace

std::span<const FaultKind> fault_kinds() {
    static const std::array kinds{
        FaultKind{"Out of order", faults_of_order()},
        FaultKind{"Hellos", faults_of_hellos()},
        FaultKind{"Keys, signatures, certificates", faults_of_keys()},
        FaultKind{"Sessions", faults_of_sessions()},
        FaultKind{"Records and alerts", faults_of_records()},
    };
    return kinds;
}

std::vector<Fault> all_faults() {
    std::vector<Fault> all;
    for (const FaultKind& kind : fault_kinds()) all.insert(all.end(), kind.faults.begin(), kind.faults.end());
    return all;
}

std::optional<Fault> find_fault(std::string_view name) {
    const std::vector<Fault> all = all_faults();
    const auto found = std::ranges::find(all, name, &Fault::name);
    return found == all.end() ? std::nullopt : std::optional{*found};
}

ScriptedEnd::Script script_of(const Fault& fault) {
    return [fault, played = false](ScriptedEnd& end, const Content& due) mutable {
        if (played || !fault.instead_of || message_in(due) != fault.instead_of) return end.say(due);
        played = true;
        fault.play(end, due);
    };
}

ScriptedEnd::Script honest_script() {
    return [](ScriptedEnd& end, const Content& due) { end.say(due); };
}

Arrangement arrangement_of(const Fault& fault) {
    Arrangement arrangement;
    arrangement.client.server_name = arrangement.client.verify_host_name = "localhost";
    arrangement.client.trust_store = arrangement.server.trust_store = lab_trust_store();
    arrangement.server.identities.push_back(lab_identity(LabCertificate::leaf));
    if (fault.arrange != nullptr) fault.arrange(arrangement.client, arrangement.server);
    return arrangement;
}

} // namespace vitrine::tls
