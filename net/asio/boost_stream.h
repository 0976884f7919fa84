// A TLS stream over Boost.Asio's streams, and over Beast's.
#pragma once

#include "net/asio/basic_stream.h"

#include <boost/asio/buffer.hpp>
#include <boost/asio/compose.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/system_error.hpp>

namespace vitrine::net {

// The category of the codes of errors.h, for Boost.
class BoostTlsCategory final : public boost::system::error_category {
public:
    const char* name() const noexcept override { return error::category_name; }
    std::string message(int value) const override { return error::message_of(value); }
};

inline const boost::system::error_category& boost_tls_category() {
    static const BoostTlsCategory category;
    return category;
}

struct BoostAsio {
    using error_code = boost::system::error_code;
    using system_error = boost::system::system_error;
    using mutable_buffer = boost::asio::mutable_buffer;
    using const_buffer = boost::asio::const_buffer;
    using timer = boost::asio::steady_timer;

    static error_code eof() { return boost::asio::error::eof; }
    static error_code aborted() { return boost::asio::error::operation_aborted; }
    static error_code system_error_of(int number) { return {number, boost::system::system_category()}; }
    static error_code code_of(int value) {
        if (value == error::end_of_stream) return eof();
        return value == 0 ? error_code{} : error_code{value, boost_tls_category()};
    }

    template <class Buffers, class Visit> static void for_each(const Buffers& buffers, Visit visit) {
        const auto end = boost::asio::buffer_sequence_end(buffers);
        for (auto at = boost::asio::buffer_sequence_begin(buffers); at != end; ++at) visit(*at);
    }
    template <class Signature, class Operation, class Token, class... Objects>
    static auto compose(Operation&& operation, Token& token, Objects&... objects) {
        return boost::asio::async_compose<Token, Signature>(std::forward<Operation>(operation), token, objects...);
    }
    template <class Executor, class Handler> static void post(const Executor& executor, Handler&& handler) {
        boost::asio::post(executor, std::forward<Handler>(handler));
    }
    // Boost before 1.77 knows no cancellation of a single operation: closing the socket ends them all.
    template <class Self> static void allow_total_cancellation(Self& /*self*/) {}
    template <class Self> static bool is_cancelled(Self& /*self*/) { return false; }
};

// net::stream<boost::beast::tcp_stream>: where boost::beast::ssl_stream would stand. net/asio/stream.h has another one
// of this name, so that a program's source includes one of the two.
template <class NextLayer> using stream = basic_stream<NextLayer, BoostAsio>;

} // namespace vitrine::net
