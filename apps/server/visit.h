// One client of a server: a TLS stream, a service, and the limits it is given. All of it runs in one thread.
#pragma once

#include "apps/server/clear_talk.h"
#include "apps/server/deadlines.h"
#include "apps/server/house.h"
#include "apps/services.h"
#include "net/asio/stream.h"

#include <asio/ip/tcp.hpp>

namespace vitrine::apps {

// It keeps itself while something of it is under way.
class Visit final : public std::enable_shared_from_this<Visit>, private Reminded {
public:
    using Socket = asio::basic_stream_socket<asio::ip::tcp, asio::io_context::executor_type>;

    // `house` and `deadlines` are borrowed and outlive it. Throws UsageError if the recording cannot be made.
    Visit(House& house, Deadlines& deadlines, Socket socket);
    Visit(const Visit&) = delete;
    Visit& operator=(const Visit&) = delete;
    ~Visit() override;

    asio::io_context::executor_type executor() { return stream_.get_executor(); }

    // To be called in its thread.
    void begin();
    void cut_off(); // to make room for another client
    void stop();    // no more is taken; what is being said is said to its end, and then close_notify
    void give_up(); // at once: what is not said to its end then ends without close_notify

private:
    enum class Stage : std::uint8_t { open, lingering, over };

    tls::Connection& connection() { return stream_.engine(); }
    std::unique_ptr<tls::Connection> make_connection(int socket);
    std::unique_ptr<Service> make_service_of_house();
    void on_deadline() override;

    void talk_in_the_clear();
    void over_to_tls(ClearTalk::End end);
    void turn();
    void advance();
    void greet();
    bool finished();
    void begin_io();
    void flushed(const std::error_code& error);
    void taken(const std::error_code& error);
    void note_trouble(const std::error_code& error);
    void lose_if(const std::error_code& error);
    Deadlines::Time deadline();

    void end(Driver::Outcome outcome);
    void report(Driver::Outcome outcome);
    bool left_in_order(Driver::Outcome outcome);
    void linger();
    void leave();

    House& house_;
    Deadlines& deadlines_;
    std::size_t number_;
    std::string peer_; // "127.0.0.1:4711": kept, since the system forgets it when the connection breaks
    std::unique_ptr<Watch> watch_;
    std::unique_ptr<BoundedStory> story_; // of a page
    std::unique_ptr<Meter> meter_;        // of a sink or a source
    std::unique_ptr<Service> service_;
    std::unique_ptr<ClearTalk> clear_talk_; // until TLS begins
    net::stream<Socket> stream_;
    Guests::Place place_;
    Deadlines::Place reminder_;
    Deadlines::Time begun_, last_byte_;
    std::error_code trouble_; // of the socket
    Stage stage_ = Stage::open;
    bool entered_ = false, established_ = false, closed_ = false, flushing_ = false, taking_ = false;
    bool stopping_ = false, cut_off_ = false, told_ = false;
};

} // namespace vitrine::apps
