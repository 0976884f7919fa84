// Bulk data for measuring, at either end of a connection: sent from nowhere, or taken to nowhere.
#pragma once

#include "apps/meter.h"
#include "apps/service.h"

namespace vitrine::apps {

// Sends so many bytes, then close_notify. Reads nothing before that: a peer's close_notify would end the sending
// (RFC 5246 §7.2.1).
class Source final : public Service {
public:
    Source(std::uint64_t size, Meter& meter, std::function<void(tls::Connection&)> on_established)
        : Service{std::move(on_established)}, meter_{meter}, left_{size} {}

    void established(tls::Connection& connection) override;
    bool exchange(tls::Connection& connection) override;
    bool listens() const override { return closed_; }
    bool said_all() const override { return closed_; }
    bool at_rest() const override { return closed_; }

private:
    Meter& meter_;
    std::uint64_t left_;
    bool closed_ = false, gone_ = false; // close_notify was said; and has left, with all before it
};

// Takes everything, says nothing.
class Sink final : public Service {
public:
    Sink(Meter& meter, std::function<void(tls::Connection&)> on_established)
        : Service{std::move(on_established)}, meter_{meter} {}

    void established(tls::Connection& connection) override;
    bool exchange(tls::Connection& connection) override;

private:
    Meter& meter_;
};

} // namespace vitrine::apps
