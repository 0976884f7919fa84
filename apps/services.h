// What a server does with the plaintext: echo it, reverse its lines, swallow it, send some, show a page.
#pragma once

#include "apps/bounded_story.h"
#include "apps/byte_queue.h"
#include "apps/meter.h"
#include "apps/service.h"

namespace vitrine::apps {

// Takes what the client sent and queues what is to be sent back. What it took stays in the connection's buffer until
// the answer has gone: so the client's close_notify, behind which nothing may be sent (RFC 5246 §7.2.1), is not met
// before that.
class AnsweringService : public Service {
public:
    using Service::Service;

    bool exchange(tls::Connection& connection) override;
    bool said_all() const override { return closed_; }
    bool at_rest() const override { return queue_.empty() && taken_ == 0; }

protected:
    virtual void take(View data) = 0; // what the client sent
    // Queues more of its own accord, if there is any. Called while the queue is empty.
    virtual void produce(tls::Connection& /*connection*/) {}
    // True once it has said everything: the connection is then closed from our side.
    virtual bool done() const { return false; }

    ByteQueue queue_;

private:
    bool give(tls::Inlet& from_app);

    std::size_t taken_ = 0; // bytes of to_app() that are being answered
    bool closed_ = false;
};

struct ServiceChoice {
    enum class Kind : std::uint8_t { echo, reverse, page, sink, source, files, mail } kind = Kind::echo;
    std::uint64_t source_size = 0; // bytes
};

// All but files and mail, which are the server's affair (apps/files, apps/mail).
// `story` is what the page shows, `meter` counts what a source or a sink moves; both are borrowed, and nullptr for who
// needs none.
std::unique_ptr<Service> make_service(const ServiceChoice& choice, const BoundedStory* story, Meter* meter,
                                      std::function<void(tls::Connection&)> on_established);

} // namespace vitrine::apps
