// One operation of a stream under asio's rules: steps the connection, writes, reads and waits its turn until its goal
// is reached. Reading and writing may each be under way once; who comes second waits, and then asks anew.
#pragma once

#include "net/asio/link.h"
#include "net/asio/nonblocking.h"

#include <chrono>
#include <memory>
#include <system_error>
#include <utility>

namespace vitrine::net::detail {

// Reading, or writing, of the layer below: one operation at a time.
template <class Timer> class Turn {
public:
    bool take() { return !std::exchange(taken_, true); }
    void release() {
        taken_ = false;
        if (waiting_) waiting_->cancel();
    }
    template <class Executor, class Handler> void wait(const Executor& executor, Handler&& handler) {
        if (!waiting_) waiting_ = std::make_unique<Timer>(executor, Timer::time_point::max());
        waiting_->async_wait(std::forward<Handler>(handler));
    }

private:
    bool taken_ = false;
    std::unique_ptr<Timer> waiting_; // made when somebody waits
};

// A socket can be asked without waiting, and waited for without memory to read into.
template <class Layer>
concept Socket = requires(Layer& layer) {
    typename Layer::protocol_type;
    { layer.native_handle() } -> std::convertible_to<int>;
    Layer::wait_read;
};

template <class Stream, class StreamGoal> class Operation {
    using Asio = typename Stream::asio_type;
    using Error = typename Stream::error_code;
    static constexpr bool on_socket = Socket<typename Stream::next_layer_type>;

public:
    Operation(Stream& stream, StreamGoal goal) : stream_{stream}, goal_{std::move(goal)} {}

    template <class Self> void operator()(Self& self, Error error = {}, std::size_t size = 0) {
        const Stage stage = std::exchange(stage_, Stage::running);
        if (stage == Stage::done) return goal_.complete(self, result_);
        if (stage == Stage::begin) {
            if constexpr (StreamGoal::leaves_no_trace) Asio::allow_total_cancellation(self);
            goal_.begin(link());
        }
        take_result(stage, error, size);
        if (!result_ && Asio::is_cancelled(self)) result_ = Asio::aborted();
        if (!result_ && !advance(self)) return; // something is under way, and comes back here
        if (stage != Stage::begin) return goal_.complete(self, result_);
        stage_ = Stage::done; // a handler is never called by the function that was given it
        Asio::post(stream_.get_executor(), std::move(self));
    }

private:
    enum class Stage : std::uint8_t { begin, running, writing, reading, readable, in_turn, done };

    Link& link() { return stream_.link(); }

    void take_result(Stage stage, Error error, std::size_t size) {
        if (stage == Stage::writing) wrote(error, size);
        if (stage == Stage::reading) read(error, size);
        if (stage == Stage::readable) {
            stream_.reading().release();
            result_ = error;
        }
    }

    void wrote(Error error, std::size_t size) {
        link().sent(size);
        stream_.writing().release();
        if (error) write_failed(error);
    }

    // The peer takes nothing more. Why, it may have said before it left: its alert explains more than "Broken pipe".
    void write_failed(Error error) {
        if (error == Asio::aborted()) {
            result_ = error;
            return;
        }
        link().drop_unsent();
        if constexpr (on_socket) stream_.read_last_words();
        result_ = link().open() ? error : Asio::code_of(error::value_of(link().connection()));
        if (!result_) result_ = error;
    }

    void read(Error error, std::size_t size) {
        stream_.reading().release();
        if (error && error != Asio::eof())
            result_ = error;
        else
            link().received(error ? 0 : size);
    }

    // True once the operation is over, with result_. False: something is under way.
    template <class Self> bool advance(Self& self) {
        for (;;) {
            link().step();
            if (!link().to_send().empty() && !link().sending()) {
                if (!write(self)) return false;
                if (result_) return true;
                continue;
            }
            if (goal_.reached(link())) return true;
            if (StreamGoal::reads && !link().open()) {
                result_ = Asio::code_of(goal_.missed(link()));
                return true;
            }
            if (!StreamGoal::reads) {
                if (link().sending()) return wait_for(self, stream_.writing());
                continue;
            }
            if (!stream_.reading().take()) return wait_for(self, stream_.reading());
            if (!read_more(self)) return false;
            if (result_) return true;
        }
    }

    template <class Self, class TurnOf> bool wait_for(Self& self, TurnOf& turn) {
        stage_ = Stage::in_turn;
        turn.wait(stream_.get_executor(), std::move(self));
        return false;
    }

    // True if it was done at once.
    template <class Self> bool write(Self& self) {
        stream_.writing().take();
        if constexpr (on_socket) {
            if (const auto sent = send_now(stream_.next_layer().native_handle(), link().to_send())) {
                wrote(Asio::system_error_of(sent->error), sent->size);
                return true;
            }
        }
        link().begin_sending();
        stage_ = Stage::writing;
        const View bytes = link().to_send();
        stream_.next_layer().async_write_some(typename Asio::const_buffer{bytes.data(), bytes.size()}, std::move(self));
        return false;
    }

    template <class Self> bool read_more(Self& self) {
        if constexpr (on_socket) {
            if (const auto got = receive_now(stream_.next_layer().native_handle(), link().room())) {
                read(Asio::system_error_of(got->error), got->size);
                return true;
            }
            link().connection().release_memory(); // who waits holds no more than it must
            stage_ = Stage::readable;
            stream_.next_layer().async_wait(Stream::next_layer_type::wait_read, std::move(self));
        } else {
            stage_ = Stage::reading;
            const MutableView room = link().room();
            stream_.next_layer().async_read_some(typename Asio::mutable_buffer{room.data(), room.size()},
                                                 std::move(self));
        }
        return false;
    }

    Stream& stream_;
    StreamGoal goal_;
    Error result_;
    Stage stage_ = Stage::begin;
};

} // namespace vitrine::net::detail
