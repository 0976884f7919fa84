// Both ends in memory: steps of either, bytes carried between them, and a line from each.
#include "apps/step/pair_run.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

tls::Connection make_connection(tls::Role role, const PairSetting& setting, tls::Environment environment) {
    if (role == tls::Role::client) return tls::Connection{setting.client, environment};
    return tls::Connection{setting.server, environment};
}

// What was delivered is taken at once: this application only listens.
bool take_delivered(tls::Connection& connection) {
    const std::size_t size = connection.to_app().data().size();
    if (size > 0) connection.to_app().consume(size);
    return size > 0;
}

void say_line(tls::Connection& connection, std::string_view line) {
    const MutableView space = connection.from_app().space();
    const std::size_t size = std::min(space.size(), line.size());
    if (size == 0) return;
    std::ranges::copy(as_bytes(line).first(size), space.begin());
    connection.from_app().commit(size);
}

} // namespace

PairRun::End::End(tls::Role role, const PairSetting& setting, tls::Observer& observer)
    : random{fmt::format("{} {}", setting.seed, name_of(role))}, clock{setting.now},
      watched_random{random, {&observer, role}}, watched_clock{clock, {&observer, role}},
      connection{make_connection(role, setting, {watched_random, watched_clock, &observer})} {}

PairRun::PairRun(PairSetting setting, std::vector<Patch> patches)
    : setting_{std::move(setting)}, patches_{std::move(patches)}, client_{tls::Role::client, setting_, story_},
      server_{tls::Role::server, setting_, story_} {}

// A bit changed here is one that an attacker on the path would have changed.
bool PairRun::carry(End& from, End& to) {
    const View data = from.connection.to_peer().data();
    if (data.empty() || to.connection.ending() != tls::Ending::open) return false;
    const MutableView space = to.connection.from_peer().space();
    const std::size_t size = std::min(data.size(), space.size());
    if (size == 0) return false;
    std::ranges::copy(data.first(size), space.begin());
    apply(patches_, from.connection.role(), from.carried, space.first(size));
    from.carried += size;
    to.connection.from_peer().commit(size);
    from.connection.to_peer().consume(size);
    turn_ = &to;
    return true;
}

bool PairRun::talk() {
    if (take_delivered(client_.connection) || take_delivered(server_.connection)) return true;
    for (const End* end : {&client_, &server_})
        if (!end->connection.established() || end->connection.ending() != tls::Ending::open) return false;
    switch (said_++) {
    case 0: say_line(client_.connection, "hello from the client\n"); return true;
    case 1: say_line(server_.connection, "hello from the server\n"); return true;
    case 2: client_.connection.close(); return true;
    default: return false;
    }
}

Progress PairRun::advance(int /*called*/) {
    End& first = *turn_;
    End& second = turn_ == &client_ ? server_ : client_;
    const bool moved = carry(client_, server_) || carry(server_, client_) || first.connection.step() ||
                       second.connection.step() || talk();
    return moved ? Progress::moved : Progress::ended;
}

std::string PairRun::name() const {
    return fmt::format("both ends in memory, seed {}{}", setting_.seed, patches_.empty() ? "" : ", a changed copy");
}

std::unique_ptr<Run> PairRun::changed(const std::vector<Patch>& patches) const {
    std::vector<Patch> all = patches_;
    all.insert(all.end(), patches.begin(), patches.end());
    return std::make_unique<PairRun>(setting_, std::move(all));
}

std::vector<tls::Recording> PairRun::recordings() const {
    return {{tls::Role::client, true, setting_.client, nullptr, recorded_events(story_.events(), tls::Role::client)},
            {tls::Role::server, true, nullptr, setting_.server, recorded_events(story_.events(), tls::Role::server)}};
}

} // namespace vitrine::apps
