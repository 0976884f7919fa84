// One end of a TLS 1.2 connection: the public face of the engine.
#include "tls/connection.h"

#include "tls/engine.h"

namespace vitrine::tls {

namespace {

constexpr std::string_view not_established = "the handshake is not done";

class PeerInlet final : public Inlet {
public:
    explicit PeerInlet(Connection::Engine& engine) : engine_(engine) {}
    MutableView space() override { return engine_.input.space(); }
    void commit(std::size_t size) override { engine_.peer_commit(size); }

private:
    Connection::Engine& engine_;
};

class AppInlet final : public Inlet {
public:
    explicit AppInlet(Connection::Engine& engine) : engine_(engine) {}
    MutableView space() override { return engine_.app_space(); }
    void commit(std::size_t size) override { engine_.app_commit(size); }

private:
    Connection::Engine& engine_;
};

class AppOutlet final : public Outlet {
public:
    explicit AppOutlet(Connection::Engine& engine) : engine_(engine) {}
    View data() const override { return engine_.app_data(); }
    void consume(std::size_t size) override { engine_.app_consume(size); }

private:
    Connection::Engine& engine_;
};

} // namespace

// The engine and the ports on it.
struct Connection::Parts {
    Parts(Handshake handshake, Environment environment, std::size_t max_send_fragment)
        : engine(std::move(handshake), environment, max_send_fragment), from_peer(engine), from_app(engine),
          to_app(engine) {}

    Engine engine;
    PeerInlet from_peer;
    AppInlet from_app;
    AppOutlet to_app;
};

Connection::Connection(const std::shared_ptr<const ClientConfig>& config, Environment environment)
    : parts_(std::make_unique<Parts>(Handshake{config, environment}, environment, config->max_send_fragment)) {}

Connection::Connection(const std::shared_ptr<const ServerConfig>& config, Environment environment)
    : parts_(std::make_unique<Parts>(Handshake{config, environment}, environment, config->max_send_fragment)) {}

Connection::~Connection() = default;

Inlet& Connection::from_peer() { return parts_->from_peer; }
Outlet& Connection::to_peer() { return parts_->engine.output; }
std::unique_ptr<Outlet> Connection::hand_over_to_peer() {
    auto ready = std::make_unique<OutputBuffer>();
    parts_->engine.output.hand_over_to(*ready);
    return ready;
}
Inlet& Connection::from_app() { return parts_->from_app; }
Outlet& Connection::to_app() { return parts_->to_app; }

[[gnu::noinline]] Step Connection::step() { return parts_->engine.step(); }
void Connection::close() { parts_->engine.close(); }

void Connection::release_memory() { parts_->engine.release_memory(); }

void Connection::abort(AlertDescription alert, std::string_view sentence) {
    parts_->engine.abort(Failure{alert, std::string{sentence}, "RFC 5246 §7.2.2"});
}

Role Connection::role() const { return parts_->engine.handshake.role(); }
State Connection::state() const { return parts_->engine.handshake.state(); }
Ending Connection::ending() const { return parts_->engine.ending; }
Agreed Connection::agreed() const { return parts_->engine.handshake.agreed(); }
std::uint64_t Connection::records_read() const { return parts_->engine.records_read; }
std::uint64_t Connection::records_written() const { return parts_->engine.records_written; }

std::string_view Connection::export_keying_material(std::string_view label, std::optional<View> context,
                                                    MutableView out) const {
    const Exports* const exports = parts_->engine.handshake.exports();
    return exports == nullptr ? not_established : tls::export_keying_material(*exports, label, context, out);
}

std::string_view Connection::channel_binding(ChannelBinding type, Bytes& out) const {
    const Exports* const exports = parts_->engine.handshake.exports();
    return exports == nullptr ? not_established : tls::channel_binding(*exports, type, out);
}

const FailureReport* Connection::failure() const { return parts_->engine.report ? &*parts_->engine.report : nullptr; }

const x509::Verdict* Connection::peer_verdict() const {
    const PeerIdentity* peer = parts_->engine.handshake.peer();
    return peer == nullptr ? nullptr : &peer->verdict;
}

std::span<const x509::Certificate> Connection::peer_certificates() const {
    const PeerIdentity* peer = parts_->engine.handshake.peer();
    return peer == nullptr ? std::span<const x509::Certificate>{} : std::span<const x509::Certificate>{peer->chain};
}

View Connection::peer_ocsp_response() const {
    const PeerIdentity* peer = parts_->engine.handshake.peer();
    return peer == nullptr ? View{} : View{peer->ocsp_response};
}

} // namespace vitrine::tls
