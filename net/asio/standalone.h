// Standalone asio, as the stream uses it: what Boost.Asio has under other names is in net/asio/boost_stream.h.
#pragma once

#include "net/asio/errors.h"

#include <asio/buffer.hpp>
#include <asio/compose.hpp>
#include <asio/error.hpp>
#include <asio/post.hpp>
#include <asio/steady_timer.hpp>
#include <asio/system_error.hpp>

namespace vitrine::net {

struct StandaloneAsio {
    using error_code = asio::error_code;
    using system_error = asio::system_error;
    using mutable_buffer = asio::mutable_buffer;
    using const_buffer = asio::const_buffer;
    using timer = asio::steady_timer;

    static error_code eof() { return asio::error::eof; }
    static error_code aborted() { return asio::error::operation_aborted; }
    static error_code system_error_of(int error_number) { return {error_number, asio::error::get_system_category()}; }
    static error_code code_of(int value); // 0: no error

    template <class Buffers, class Visit> static void for_each(const Buffers& buffers, Visit visit) {
        for (auto at = asio::buffer_sequence_begin(buffers); at != asio::buffer_sequence_end(buffers); ++at) visit(*at);
    }
    template <class Signature, class Operation, class Token, class... Objects>
    static auto compose(Operation&& operation, Token& token, Objects&... objects) {
        return asio::async_compose<Token, Signature>(std::forward<Operation>(operation), token, objects...);
    }
    template <class Executor, class Handler> static void post(const Executor& executor, Handler&& handler) {
        asio::post(executor, std::forward<Handler>(handler));
    }
    template <class Self> static void allow_total_cancellation(Self& self) {
        self.reset_cancellation_state(asio::enable_total_cancellation{});
    }
    template <class Self> static bool is_cancelled(Self& self) {
        return self.get_cancellation_state().cancelled() != asio::cancellation_type::none;
    }
};

// The category of the codes of errors.h.
const std::error_category& tls_category();

namespace error {
inline std::error_code make_error_code(stream_errors value) { return {value, tls_category()}; }
} // namespace error

} // namespace vitrine::net

template <> struct std::is_error_code_enum<vitrine::net::error::stream_errors> : std::true_type {};
