// A TLS stream in the shape of asio::ssl::stream, whichever asio it is over: net/asio/stream.h is the one of standalone
// asio, net/asio/boost_stream.h that of Boost.Asio.
#pragma once

#include "net/asio/context.h"
#include "net/asio/operation.h"

#include <type_traits>

namespace vitrine::net {

struct stream_base {
    enum handshake_type { client, server };
};

// As with asio's: one operation of reading and one of writing may be under way at once, all of them begun in one
// strand; the stream outlives them. NextLayer may be a reference. Every function comes twice: the one without `error`
// throws. Cancelling one asynchronous operation is heeded: a read that was cancelled took nothing; after a handshake or
// a write that was, only closing makes sense.
//
// Errors: asio's eof for the peer's close_notify, error::stream_truncated for an end without one, the alerts of the
// category "vitrine.tls" (net/asio/errors.h), and whatever the next layer says. After an error that is an alert of
// ours, the alert has been sent.
template <class NextLayer, class Asio> class basic_stream : public stream_base {
public:
    using next_layer_type = std::remove_reference_t<NextLayer>;
    using executor_type = typename next_layer_type::executor_type;
    using asio_type = Asio;
    using error_code = typename Asio::error_code;

    // `ctx` may go before the stream does.
    template <class Argument>
    basic_stream(Argument&& argument, const context& ctx)
        : next_layer_{std::forward<Argument>(argument)}, opening_{ctx} {}
    // Over a connection that was made elsewhere, with an environment that outlives it; its role is that of the
    // handshake.
    template <class Argument>
    basic_stream(Argument&& argument, std::unique_ptr<tls::Connection> connection)
        : next_layer_{std::forward<Argument>(argument)}, link_{std::in_place, std::move(connection)} {}

    executor_type get_executor() { return next_layer_.get_executor(); }
    next_layer_type& next_layer() { return next_layer_; }
    const next_layer_type& next_layer() const { return next_layer_; }
    auto& lowest_layer() { return lowest_of(next_layer_); }

    // Of a client, before the handshake: the name to ask for (SNI, RFC 6066 §3) and to find in the certificate (RFC
    // 9525); an IP address is only looked for. Without it the chain is verified, and no name.
    void set_server_name(const std::string& name) { opening_->server_name = name; }
    // Instead of the context's: verify_none takes any certificate.
    void set_verify_mode(context::verify_mode mode) { opening_->mode = mode; }

    // From the beginning of the handshake on: what was agreed on, the peer's certificates, channel bindings, why it
    // failed.
    tls::Connection& engine() { return link().connection(); }

    void handshake(handshake_type type) { throw_if(drive(begin(type))); }
    void handshake(handshake_type type, error_code& error) { error = drive(begin(type)).error; }
    template <class Token> auto async_handshake(handshake_type type, Token&& token) { // void(error_code)
        return start<void(error_code)>(begin(type), token);
    }

    // At least one byte, as much as has come and fits; of no buffer, none.
    template <class Buffers> std::size_t read_some(const Buffers& buffers) {
        return throw_if(drive(ReadGoal<Buffers>{buffers}));
    }
    template <class Buffers> std::size_t read_some(const Buffers& buffers, error_code& error) {
        return keep(drive(ReadGoal<Buffers>{buffers}), error);
    }
    template <class Buffers, class Token> auto async_read_some(const Buffers& buffers, Token&& token) {
        return start<void(error_code, std::size_t)>(ReadGoal<Buffers>{buffers}, token); // void(error_code, size_t)
    }

    // Seals as many bytes as there is room for, and writes them out.
    template <class Buffers> std::size_t write_some(const Buffers& buffers) {
        return throw_if(drive(WriteGoal<Buffers>{buffers}));
    }
    template <class Buffers> std::size_t write_some(const Buffers& buffers, error_code& error) {
        return keep(drive(WriteGoal<Buffers>{buffers}), error);
    }
    template <class Buffers, class Token> auto async_write_some(const Buffers& buffers, Token&& token) {
        return start<void(error_code, std::size_t)>(WriteGoal<Buffers>{buffers}, token); // void(error_code, size_t)
    }

    // Says close_notify and waits for the peer's; what it still sends is dropped. The next layer stays open.
    void shutdown() { throw_if(drive(ShutdownGoal{})); }
    void shutdown(error_code& error) { error = drive(ShutdownGoal{}).error; }
    template <class Token> auto async_shutdown(Token&& token) { // void(error_code)
        return start<void(error_code)>(ShutdownGoal{}, token);
    }

    // For who takes plaintext where it lies, by engine().to_app() and from_app(): until some bytes of the peer's have
    // been taken in, or its end, or until all that is ready is written out. The first is to be begun only while
    // engine().from_peer() has room. Neither fails because the connection has: engine().ending() tells that.
    template <class Token> auto async_take_from_peer(Token&& token) {
        return start<void(error_code)>(TakeGoal{}, token);
    }
    template <class Token> auto async_flush(Token&& token) { return start<void(error_code)>(FlushGoal{}, token); }

    // Moves messages as far as that goes without waiting, and is safe while something is under way, as engine().step()
    // is not. all_sent(): nothing waits to be written, and nothing is being written.
    void step() { link().step(); }
    bool all_sent() { return link().all_sent(); }

    // On the wire, so far.
    std::uint64_t bytes_sent() { return link().bytes_sent(); }
    std::uint64_t bytes_received() { return link().bytes_received(); }

private:
    template <class, class> friend class detail::Operation;
    using Turn = detail::Turn<typename Asio::timer>;

    template <class Buffers> struct ReadGoal : Goal {
        static constexpr bool leaves_no_trace = true;
        explicit ReadGoal(const Buffers& into) : buffers{into} {}
        void begin(Link& /*link*/) {}
        bool reached(Link& link) {
            bool room = false;
            Asio::for_each(buffers, [&](typename Asio::mutable_buffer buffer) {
                room = room || buffer.size() > 0;
                size += link.give({static_cast<std::uint8_t*>(buffer.data()), buffer.size()});
            });
            return size > 0 || !room;
        }
        int missed(Link& link) const {
            const int value = error::value_of(link.connection());
            return value != 0 ? value : error::end_of_stream;
        }
        template <class Self> void complete(Self& self, error_code error) { self.complete(error, size); }

        Buffers buffers;
        std::size_t size = 0;
    };

    template <class Buffers> struct WriteGoal : Goal {
        static constexpr bool reads = false;
        explicit WriteGoal(const Buffers& from) : buffers{from} {}
        void begin(Link& /*link*/) {}
        bool reached(Link& link) {
            if (!link.all_sent()) return false;
            if (size > 0) return true;
            bool any = false, room = true;
            Asio::for_each(buffers, [&](typename Asio::const_buffer buffer) {
                any = any || buffer.size() > 0;
                if (!room) return;
                const std::size_t taken = link.take({static_cast<const std::uint8_t*>(buffer.data()), buffer.size()});
                room = taken == buffer.size();
                size += taken;
            });
            refused = any && size == 0;
            value = refused ? missed(link) : 0;
            return size == 0;
        }
        int missed(Link& link) const {
            const int why = error::value_of(link.connection());
            return why != 0 ? why : static_cast<int>(error::not_open);
        }
        template <class Self> void complete(Self& self, error_code error) {
            self.complete(!error && refused ? Asio::code_of(value) : error, error ? 0 : size);
        }

        Buffers buffers;
        std::size_t size = 0;
        bool refused = false;
        int value = 0;
    };

    static auto& lowest_of(next_layer_type& layer) {
        if constexpr (requires { layer.lowest_layer(); })
            return layer.lowest_layer();
        else
            return layer;
    }

    Link& link() {
        if (!link_) throw std::logic_error("no handshake was begun on this stream");
        return *link_;
    }
    Turn& reading() { return reading_; }
    Turn& writing() { return writing_; }

    HandshakeGoal begin(handshake_type type) {
        if (!link_) link_.emplace(opening_->connect(type == client ? tls::Role::client : tls::Role::server));
        return {};
    }

    template <class Signature, class StreamGoal, class Token> auto start(StreamGoal goal, Token& token) {
        link(); // a program's mistake is said at once, and not to the handler
        return Asio::template compose<Signature>(detail::Operation<basic_stream, StreamGoal>{*this, std::move(goal)},
                                                 token, next_layer_);
    }

    // How an operation that waits ended.
    struct Ended {
        void complete(error_code why, std::size_t bytes = 0) {
            error = why;
            size = bytes;
        }
        error_code error;
        std::size_t size = 0;
    };

    template <class StreamGoal> Ended drive(StreamGoal goal) {
        goal.begin(link());
        Ended ended;
        goal.complete(ended, drive_until(goal));
        return ended;
    }

    template <class StreamGoal> error_code drive_until(StreamGoal& goal) {
        error_code error;
        for (;;) {
            link().step();
            while (!error && !link().to_send().empty()) {
                const View bytes = link().to_send();
                link().sent(next_layer_.write_some(typename Asio::const_buffer{bytes.data(), bytes.size()}, error));
            }
            if (error) return error;
            if (goal.reached(link())) return {};
            if (StreamGoal::reads && !link().open()) return Asio::code_of(goal.missed(link()));
            if (!StreamGoal::reads) continue;
            const MutableView room = link().room();
            const std::size_t size =
                next_layer_.read_some(typename Asio::mutable_buffer{room.data(), room.size()}, error);
            if (error && error != Asio::eof()) return error;
            link().received(error ? 0 : size);
            error.clear();
        }
    }

    void read_last_words() {
        for (MutableView room = link().room(); !room.empty() && link().open(); room = link().room()) {
            const auto got = receive_now(next_layer_.native_handle(), room);
            if (!got || got->error != 0) return;
            link().received(got->size);
            link().step();
        }
    }

    std::size_t throw_if(const Ended& ended) {
        if (!ended.error) return ended.size;
        const tls::FailureReport* const report = engine().failure();
        throw typename Asio::system_error{ended.error, report == nullptr ? "" : report->failure.sentence};
    }
    static std::size_t keep(const Ended& ended, error_code& error) {
        error = ended.error;
        return ended.size;
    }

    NextLayer next_layer_;
    std::optional<context::Opening> opening_;
    std::optional<Link> link_;
    Turn reading_, writing_;
};

} // namespace vitrine::net
