// One end of a connection to a peer that is really there. It reads no more than the next record, and only when our end
// can do nothing without it; nothing has a time limit.
#pragma once

#include "apps/step/run.h"
#include "net/tcp_socket.h"
#include "tls/connection.h"
#include "tls/trace/observer_list.h"
#include "tls/trace/watched.h"

namespace vitrine::apps {

struct LiveSetting {
    std::shared_ptr<const tls::ClientConfig> client; // one of the two
    std::shared_ptr<const tls::ServerConfig> server;
    std::unique_ptr<crypto::RandomSource> random;
    std::string seed;                    // empty unless `random` was made of one
    Bytes say;                           // by a client, once the handshake is done
    std::shared_ptr<tls::Observer> also; // hears what the story hears; may be nullptr
};

class LiveRun final : public Run {
public:
    LiveRun(LiveSetting setting, net::TcpSocket socket);

    const std::vector<tls::Event>& events() const override { return story_.events(); }
    Progress advance(int called) override;
    std::string name() const override;
    std::string unchangeable(tls::Role sender) const override;
    std::unique_ptr<Run> changed(const std::vector<Patch>& patches) const override;
    std::vector<tls::Recording> recordings() const override;

private:
    void flush();
    bool talk();
    Progress receive(int called);
    std::size_t wanted() const;

    LiveSetting setting_;
    net::TcpSocket socket_;
    tls::Story story_;
    tls::ObserverList told_;
    tls::SystemClock clock_;
    tls::WatchedRandom watched_random_;
    tls::WatchedClock watched_clock_;
    tls::Connection connection_;
    Bytes record_; // the part of the peer's next record that has come
    bool said_ = false, answered_ = false, closed_ = false, cannot_send_ = false, peer_ended_ = false;
};

} // namespace vitrine::apps
