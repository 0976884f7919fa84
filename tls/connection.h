// One end of a TLS 1.2 connection as a machine without hands: bytes enter and leave by four ports,
// and step() moves at most one message. No socket, no thread, no clock of its own.
#pragma once

#include "tls/base/environment.h"
#include "tls/base/error.h"
#include "tls/base/observer.h"
#include "tls/handshake/agreed.h"
#include "tls/handshake/config.h"
#include "tls/handshake/exports.h"
#include "tls/handshake/flow.h"
#include "tls/ports.h"

#include <memory>

namespace vitrine::tls {

struct Step { // what one call of step() did
    enum class Kind : std::uint8_t {
        waiting,   // nothing: more bytes are needed, or room
        sent,      // a message, or a record of application data, was sealed into to_peer()
        received,  // a message, or a part of one, was taken from from_peer()
        delivered, // application data now lies in to_app()
        alerted,   // an alert that ends nothing was taken
        closed,    // the stream has ended: see ending()
    } kind = Kind::waiting;
    const Edge* edge = nullptr; // the row of the flow that was taken, if any
    explicit operator bool() const { return kind != Kind::waiting; }
};

enum class Ending : std::uint8_t {
    open,      // not ended
    clean,     // the peer sent close_notify
    truncated, // the stream ended without one: data may be missing (RFC 5246 §7.2.1)
    failed,    // a fault, theirs or ours: see failure()
};

// Why a connection failed, in which state, and who said so.
struct FailureReport {
    Role us;
    bool sent_by_peer; // true: the alert is the peer's word; false: it is our answer to what the peer did
    Failure failure;
    State state;
    std::string_view message; // the message that was in hand, "ServerKeyExchange"; empty if none was
    std::uint64_t records;    // how many records of the peer's had been read
};

class Connection {
public:
    // The configuration is shared, the environment borrowed; both outlive the connection.
    Connection(const std::shared_ptr<const ClientConfig>& config, Environment environment);
    Connection(const std::shared_ptr<const ServerConfig>& config, Environment environment);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    Inlet& from_peer(); // TLS records
    Outlet& to_peer();
    // Hands over what is ready to be sent, where it lies, and leaves to_peer() empty: for a driver that goes on while
    // its write is under way, since a step may move what to_peer() has. What comes later is to be sent later. Not
    // between commit() of from_app() and the next step().
    std::unique_ptr<Outlet> hand_over_to_peer();
    // Plaintext; no room before the handshake is done and after close(). Commit what was put there before the next
    // step(), or ask for space() again: it lies where the next record will be sealed.
    Inlet& from_app();
    Outlet& to_app();

    // Moves at most one message, in or out; never blocks, never throws for a peer's fault.
    Step step();
    // Queues close_notify behind what was committed; what arrives later can still be read.
    void close();
    // Ends a handshake or a connection for a reason of the application's own: queues a fatal alert.
    void abort(AlertDescription alert, std::string_view sentence);

    // Gives back memory that a connection at rest can do without: buffers that hold no byte, to be taken anew when they
    // are needed, and the findings of a verdict that trusts the peer. To be called before waiting for the peer.
    // Every space() and data() handed out before is void.
    void release_memory();

    Role role() const;
    State state() const; // what both sides are waiting for
    bool established() const { return state() == State::established; }
    Ending ending() const;
    const FailureReport* failure() const;      // once failed, else nullptr
    Agreed agreed() const;                     // grows during the handshake
    const x509::Verdict* peer_verdict() const; // once the peer's certificate was looked at
    std::span<const x509::Certificate> peer_certificates() const;
    View peer_ocsp_response() const; // in DER, as the server brought it (RFC 6066 §8); empty: none

    // Keying material for the application's own use, the same on both sides (RFC 5705): fills `out`. `label` names the
    // use, as registered with IANA; a context of 0 bytes is another one than none. Wants export_keying_material in the
    // configuration. Empty: done; else why there is none, and `out` is as it was.
    [[nodiscard]] std::string_view export_keying_material(std::string_view label, std::optional<View> context,
                                                          MutableView out) const;
    // What names this connection to a protocol inside of it that binds itself to it: fills `out`, and answers, as
    // above. tls_exporter wants export_keying_material in the configuration.
    [[nodiscard]] std::string_view channel_binding(ChannelBinding type, Bytes& out) const;

    std::uint64_t records_read() const;
    std::uint64_t records_written() const;

    class Engine; // the inside: tls/engine.h

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

} // namespace vitrine::tls
