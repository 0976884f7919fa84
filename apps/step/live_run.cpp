// One end of a connection to a peer that is really there.
#include "apps/step/live_run.h"

#include "apps/step/rerun.h"
#include "tls/record/record_reader.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

tls::Connection make_connection(const LiveSetting& setting, tls::Environment environment) {
    if (setting.client) return tls::Connection{setting.client, environment};
    return tls::Connection{setting.server, environment};
}

tls::Role role_of(const LiveSetting& setting) { return setting.client ? tls::Role::client : tls::Role::server; }

// As much of the text as there is room for.
void commit(tls::Inlet& inlet, View bytes) {
    const MutableView space = inlet.space();
    const std::size_t size = std::min(space.size(), bytes.size());
    if (size == 0) return;
    std::ranges::copy(bytes.first(size), space.begin());
    inlet.commit(size);
}

} // namespace

LiveRun::LiveRun(LiveSetting setting, net::TcpSocket socket)
    : setting_{std::move(setting)}, socket_{std::move(socket)}, watched_random_{*setting_.random,
                                                                                {&told_, role_of(setting_)}},
      watched_clock_{clock_, {&told_, role_of(setting_)}}, connection_{make_connection(
                                                               setting_, {watched_random_, watched_clock_, &told_})} {
    told_.add(story_);
    if (setting_.also) told_.add(*setting_.also);
}

void LiveRun::flush() {
    const View data = connection_.to_peer().data();
    try {
        if (!cannot_send_) socket_.write(data);
    } catch (const net::NetworkError&) { // but what the peer said last can still be read
        cannot_send_ = true;
    }
    connection_.to_peer().consume(data.size());
}

// A client says its line, if it has one, and after an answer goodbye; a server gives back what it is sent.
bool LiveRun::talk() {
    if (!connection_.established() || connection_.ending() == tls::Ending::failed) return false;
    if (const View delivered = connection_.to_app().data(); !delivered.empty()) {
        const Bytes echo = to_bytes(delivered);
        connection_.to_app().consume(delivered.size());
        answered_ = true;
        if (connection_.role() == tls::Role::server) commit(connection_.from_app(), echo);
        return true;
    }
    if (connection_.role() == tls::Role::server || closed_) return false;
    if (!said_ && !setting_.say.empty()) {
        said_ = true;
        commit(connection_.from_app(), setting_.say);
        return true;
    }
    if (said_ && !answered_ && connection_.ending() == tls::Ending::open) return false;
    closed_ = true;
    connection_.close();
    return true;
}

// Bytes until the next record is whole: first its header, which says how long it is.
std::size_t LiveRun::wanted() const {
    if (record_.size() < tls::record_header_size) return tls::record_header_size - record_.size();
    return tls::RecordReader::size_of_next(record_) - record_.size();
}

Progress LiveRun::receive(int called) {
    std::array<pollfd, 2> waited{{{socket_.descriptor(), POLLIN, 0}, {called, POLLIN, 0}}};
    while (::poll(waited.data(), waited.size(), -1) < 0 && errno == EINTR) {
        if (called >= 0) return Progress::interrupted; // a screen may have changed its size
    }
    if (waited[0].revents == 0) return Progress::interrupted;
    const MutableView space = connection_.from_peer().space();
    std::size_t size = 0;
    try {
        size = socket_.read(space.first(std::min(space.size(), wanted())));
    } catch (const net::NetworkError&) { // a reset ends the stream, too
    }
    peer_ended_ = size == 0;
    append(record_, space.first(size));
    connection_.from_peer().commit(size);
    if (record_.size() >= tls::record_header_size && wanted() == 0) record_.clear();
    return Progress::moved;
}

Progress LiveRun::advance(int called) {
    if (connection_.step()) {
        flush(); // what is shown as written has been sent
        return Progress::moved;
    }
    if (talk()) return Progress::moved;
    const tls::Ending ending = connection_.ending();
    if (peer_ended_ || ending != tls::Ending::open) {
        if (!cannot_send_) socket_.shutdown_write();
        cannot_send_ = true;
        return Progress::ended;
    }
    return receive(called);
}

std::string LiveRun::name() const {
    return fmt::format("the {} of a connection with {}{}", name_of(connection_.role()), socket_.peer_address(),
                       setting_.seed.empty() ? "" : ", seed " + setting_.seed);
}

std::string LiveRun::unchangeable(tls::Role sender) const {
    return sender == connection_.role() ? "our own end sent that: here only what the peer sent can be changed (in step "
                                          "pair, everything)"
                                        : "";
}

std::unique_ptr<Run> LiveRun::changed(const std::vector<Patch>& patches) const {
    return std::make_unique<Rerun>(recordings().front(), patches);
}

std::vector<tls::Recording> LiveRun::recordings() const {
    return {{connection_.role(), true, setting_.client, setting_.server,
             recorded_events(story_.events(), connection_.role())}};
}

} // namespace vitrine::apps
