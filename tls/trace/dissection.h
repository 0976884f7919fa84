// The work of dissect(): both directions of one connection, from records to messages (RFC 5246 §6.2, §7.4).
#pragma once

#include "tls/base/names.h"
#include "tls/record/protection.h"
#include "tls/record/reassembler.h"
#include "tls/trace/aead_suites.h"
#include "tls/trace/dissect.h"

namespace vitrine::tls {

class Dissection {
public:
    static constexpr Role us = Role::client; // in whose name everything is told

    // Both are borrowed.
    Dissection(const KeyLogSecrets& secrets, Observer& observer) : secrets_(secrets), observer_(observer) {}

    // Bytes that do not begin a connection: nobody can say what is encrypted in them.
    void begin_in_the_middle();
    void add(const Passage& passage);
    // Says what is left over.
    void finish();

private:
    struct Direction {
        explicit Direction(Role role) : sender(role) {}

        Role sender;
        Bytes pending;                        // of a record that is not complete yet
        std::size_t place = 0;                // of pending in the stream
        std::uint64_t sequence_number = 0;    // while nothing is encrypted
        bool encrypted = false;               // since its ChangeCipherSpec
        std::optional<Protection> protection; // if it can be opened, too
        Reassembler reassembler;
        bool lost = false; // nothing in it is understood any more
    };
    struct Hellos { // what the two said in this handshake
        std::optional<Randoms> client, both;
        ProtocolVersion version{};
        CipherSuite suite{};
        CompressionMethod compression{};
    };

    Direction& direction_of(Role sender) { return sender == Role::client ? client_ : server_; }
    Audience audience() { return {&observer_, us}; }

    void read_record(Direction& direction, View record);
    void open(Direction& direction, View record);
    void read_content(Direction& direction, ContentType type, View content);
    void read_handshake(Direction& direction, View fragment);
    void read_message(Direction& direction, View message);
    void read_client_hello(View message);
    void read_server_hello(View message);
    void read_finished(Role sender, View message);
    void read_alert(Role sender, View content);
    void change_cipher_spec(Direction& direction);
    void derive_keys();
    std::string_view why_closed() const; // the records; empty if they can be opened
    void lose(Direction& direction, AlertDescription alert, const std::string& sentence, std::string_view rfc);

    const KeyLogSecrets& secrets_;
    Observer& observer_;
    Direction client_{Role::client}, server_{Role::server};
    Hellos hellos_;
    Bytes transcript_;
    const MasterSecret* master_ = nullptr; // once it is known that the records can be opened
    std::optional<KeyBlock> keys_;         // of this handshake
    bool asked_for_keys_ = false;
};

} // namespace vitrine::tls
