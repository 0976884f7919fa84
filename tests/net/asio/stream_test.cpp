// net::stream over standalone asio: what a user of asio::ssl::stream expects of it.
#include "tests/net/asio/ends.h"

#include <future>
#include <thread>

namespace vitrine::net {
namespace {

using namespace asio_ends;

template <class Layer> class AsioStream : public testing::Test {
protected:
    Ends<Layer> ends;
};
using Layers = testing::Types<Socket, Wrapped>;
TYPED_TEST_SUITE(AsioStream, Layers);

TYPED_TEST(AsioStream, carries_much_data_both_ways_at_once) {
    this->ends.shake_hands();
    const Bytes sent = pattern(3'000'000);
    Bytes at_client(sent.size()), at_server(sent.size());
    int done = 0;
    const auto count = [&](asio::error_code error, std::size_t size) {
        EXPECT_FALSE(error) << error.message();
        EXPECT_EQ(size, sent.size());
        ++done;
    };
    // Each of them writes more than all the buffers between them hold.
    asio::async_write(this->ends.client, asio::buffer(sent), count);
    asio::async_write(this->ends.server, asio::buffer(sent), count);
    asio::async_read(this->ends.client, asio::buffer(at_client), count);
    asio::async_read(this->ends.server, asio::buffer(at_server), count);
    this->ends.run();
    EXPECT_EQ(done, 4);
    EXPECT_TRUE(at_client == sent);
    EXPECT_TRUE(at_server == sent);
}

TYPED_TEST(AsioStream, ends_with_eof_after_close_notify) {
    this->ends.shake_hands();
    asio::error_code of_read, of_shutdown = asio::error::fault, of_answer = asio::error::fault;
    std::array<char, 10> into{};
    this->ends.client.async_read_some(asio::buffer(into), [&](asio::error_code error, std::size_t size) {
        of_read = error;
        EXPECT_EQ(size, 0U);
        this->ends.client.async_shutdown([&](asio::error_code answered) { of_answer = answered; });
    });
    this->ends.server.async_shutdown([&](asio::error_code error) { of_shutdown = error; });
    this->ends.run();
    EXPECT_EQ(of_read, asio::error::eof);
    EXPECT_FALSE(of_shutdown) << of_shutdown.message();
    EXPECT_FALSE(of_answer) << of_answer.message();
}

TYPED_TEST(AsioStream, ends_with_stream_truncated_without_close_notify) { // RFC 5246 §7.2.1
    this->ends.shake_hands();
    this->ends.server.next_layer().close();
    std::array<char, 10> into{};
    asio::error_code of_read;
    this->ends.client.async_read_some(asio::buffer(into),
                                      [&](asio::error_code error, std::size_t) { of_read = error; });
    this->ends.run();
    EXPECT_EQ(of_read, error::stream_truncated);
    EXPECT_EQ(of_read.message(), "the stream ended without close_notify");
}

TYPED_TEST(AsioStream, is_truncated_too_when_it_ends_inside_a_record) {
    this->ends.shake_hands();
    std::optional<Ends<TypeParam>> never_read;
    asio::error_code of_read;
    std::array<char, 10> into{};
    auto& server = this->ends.server;
    server.engine().from_app().space()[0] = 'a';
    server.engine().from_app().commit(1);
    while (server.engine().step()) {
    }
    const View record = server.engine().to_peer().data();
    asio::error_code ignored;
    server.next_layer().write_some(asio::const_buffer{record.data(), record.size() - 1}, ignored);
    server.next_layer().close();
    this->ends.client.async_read_some(asio::buffer(into),
                                      [&](asio::error_code error, std::size_t) { of_read = error; });
    this->ends.run();
    EXPECT_EQ(of_read, error::stream_truncated);
}

TYPED_TEST(AsioStream, a_refused_certificate_is_an_alert_at_both_ends) {
    this->ends.client.set_server_name("other.example");
    asio::error_code of_client, of_server;
    this->ends.client.async_handshake(stream_base::client, [&](asio::error_code error) { of_client = error; });
    this->ends.server.async_handshake(stream_base::server, [&](asio::error_code error) { of_server = error; });
    this->ends.run();
    EXPECT_EQ(of_client.category().name(), std::string{"vitrine.tls"});
    EXPECT_EQ(of_client.message(), "sent the alert bad_certificate(42)");
    EXPECT_EQ(of_server.message(), "the peer sent the alert bad_certificate(42)");
}

TYPED_TEST(AsioStream, verify_none_takes_any_certificate) {
    this->ends.client.set_server_name("other.example");
    this->ends.client.set_verify_mode(context::verify_none);
    this->ends.shake_hands();
    ASSERT_NE(this->ends.client.engine().peer_verdict(), nullptr);
    EXPECT_FALSE(this->ends.client.engine().peer_verdict()->trusted);
}

TYPED_TEST(AsioStream, reading_into_no_buffer_gives_nothing_and_no_error) {
    this->ends.shake_hands();
    bool called = false;
    this->ends.client.async_read_some(asio::mutable_buffer{}, [&](asio::error_code error, std::size_t size) {
        called = true;
        EXPECT_FALSE(error);
        EXPECT_EQ(size, 0U);
    });
    EXPECT_FALSE(called); // not by the function that was given it
    this->ends.run();
    EXPECT_TRUE(called);
}

TYPED_TEST(AsioStream, writing_after_shutdown_is_refused) {
    this->ends.shake_hands();
    this->ends.client.async_shutdown([](asio::error_code) {});
    this->ends.server.async_shutdown([](asio::error_code) {});
    this->ends.run();
    asio::error_code of_write;
    this->ends.client.async_write_some(asio::buffer("late"),
                                       [&](asio::error_code error, std::size_t) { of_write = error; });
    this->ends.run();
    EXPECT_EQ(of_write, error::not_open);
}

TYPED_TEST(AsioStream, a_read_that_is_cancelled_took_nothing) {
    this->ends.shake_hands();
    std::array<char, 5> into{};
    asio::cancellation_signal cancel;
    asio::error_code of_read;
    this->ends.client.async_read_some(
        asio::buffer(into), asio::bind_cancellation_slot(cancel.slot(), [&](asio::error_code error, std::size_t size) {
            of_read = error;
            EXPECT_EQ(size, 0U);
        }));
    asio::post(this->ends.io, [&] { cancel.emit(asio::cancellation_type::total); });
    this->ends.run();
    ASSERT_EQ(of_read, asio::error::operation_aborted);

    this->ends.server.async_write_some(asio::buffer("hello", 5), [](asio::error_code, std::size_t) {});
    std::size_t got = 0;
    asio::async_read(this->ends.client, asio::buffer(into), [&](asio::error_code error, std::size_t size) {
        EXPECT_FALSE(error);
        got = size;
    });
    this->ends.run();
    EXPECT_EQ(std::string_view(into.data(), got), "hello");
}

TYPED_TEST(AsioStream, an_operation_that_waits_its_turn_can_be_cancelled) {
    this->ends.shake_hands();
    std::array<char, 5> first{};
    asio::cancellation_signal cancel;
    asio::error_code of_second;
    bool first_ended = false;
    this->ends.client.async_read_some(asio::buffer(first), [&](asio::error_code, std::size_t) { first_ended = true; });
    this->ends.client.async_take_from_peer(
        asio::bind_cancellation_slot(cancel.slot(), [&](asio::error_code error) { of_second = error; }));
    asio::post(this->ends.io, [&] { cancel.emit(asio::cancellation_type::total); });
    this->ends.io.restart();
    while (!of_second && this->ends.io.run_one_for(std::chrono::seconds(20)) > 0) {
    }
    EXPECT_EQ(of_second, asio::error::operation_aborted);
    EXPECT_FALSE(first_ended);
    this->ends.server.next_layer().close();
    this->ends.run();
    EXPECT_TRUE(first_ended);
}

TYPED_TEST(AsioStream, waits_in_futures) {
    auto work = asio::make_work_guard(this->ends.io);
    std::thread running{[&] { this->ends.io.run(); }};
    auto served = this->ends.server.async_handshake(stream_base::server, asio::use_future);
    auto shaken = this->ends.client.async_handshake(stream_base::client, asio::use_future);
    EXPECT_NO_THROW(shaken.get());
    EXPECT_NO_THROW(served.get());
    std::array<char, 2> into{};
    auto read = this->ends.server.async_read_some(asio::buffer(into), asio::use_future);
    EXPECT_EQ(this->ends.client.async_write_some(asio::buffer("hi", 2), asio::use_future).get(), 2U);
    EXPECT_EQ(read.get(), 2U);
    work.reset();
    running.join();
}

asio::awaitable<void> echo_once(auto& server) {
    co_await server.async_handshake(stream_base::server, asio::use_awaitable);
    std::array<char, 100> into{};
    const std::size_t size = co_await server.async_read_some(asio::buffer(into), asio::use_awaitable);
    co_await asio::async_write(server, asio::buffer(into, size), asio::use_awaitable);
    co_await server.async_shutdown(asio::use_awaitable);
}

asio::awaitable<std::string> ask(auto& client) {
    co_await client.async_handshake(stream_base::client, asio::use_awaitable);
    co_await asio::async_write(client, asio::buffer("ping", 4), asio::use_awaitable);
    std::array<char, 100> into{};
    const std::size_t size = co_await client.async_read_some(asio::buffer(into), asio::use_awaitable);
    co_await client.async_shutdown(asio::use_awaitable);
    co_return std::string(into.data(), size);
}

TYPED_TEST(AsioStream, waits_in_coroutines) {
    std::string answer;
    const auto rethrow = [](const std::exception_ptr& error) {
        if (error) std::rethrow_exception(error);
    };
    asio::co_spawn(this->ends.io, echo_once(this->ends.server), rethrow);
    asio::co_spawn(this->ends.io, ask(this->ends.client), [&](const std::exception_ptr& error, std::string said) {
        rethrow(error);
        answer = std::move(said);
    });
    this->ends.run();
    EXPECT_EQ(answer, "ping");
}

TYPED_TEST(AsioStream, blocks_when_it_is_asked_to) {
    auto serving = std::async(std::launch::async, [&] {
        this->ends.server.handshake(stream_base::server);
        Bytes into(100'000);
        const std::size_t size = asio::read(this->ends.server, asio::buffer(into));
        asio::write(this->ends.server, asio::buffer(into, size));
        asio::error_code end;
        EXPECT_EQ(this->ends.server.read_some(asio::buffer(into), end), 0U);
        EXPECT_EQ(end, asio::error::eof);
        this->ends.server.shutdown();
    });
    const Bytes sent = pattern(100'000);
    Bytes back(sent.size());
    this->ends.client.handshake(stream_base::client);
    asio::write(this->ends.client, asio::buffer(sent));
    asio::read(this->ends.client, asio::buffer(back));
    this->ends.client.shutdown();
    serving.get();
    EXPECT_TRUE(back == sent);
}

TYPED_TEST(AsioStream, throws_the_sentence_of_what_was_refused) {
    this->ends.client.set_server_name("other.example");
    auto serving = std::async(std::launch::async, [&] {
        asio::error_code error;
        this->ends.server.handshake(stream_base::server, error);
        return error.message();
    });
    try {
        this->ends.client.handshake(stream_base::client);
        FAIL();
    } catch (const asio::system_error& error) {
        EXPECT_NE(std::string{error.what()}.find("other.example"), std::string::npos) << error.what();
    }
    EXPECT_EQ(serving.get(), "the peer sent the alert bad_certificate(42)");
}

TEST(AsioStreamOver, a_reference_leaves_the_layer_to_its_owner) {
    asio::io_context io;
    Socket one{io}, other{io};
    asio::local::connect_pair(one, other);
    const context of_client = client_context();
    {
        stream<Socket&> client{one, of_client};
        EXPECT_EQ(&client.next_layer(), &one);
        EXPECT_EQ(&client.lowest_layer(), &one.lowest_layer());
        EXPECT_THROW(client.engine(), std::logic_error);
    }
    EXPECT_TRUE(one.is_open());
}

// What waits for the peer must not hold the buffers that it will read into.
TEST(AsioStreamOver, a_socket_waits_without_memory_to_read_into) {
    Ends<Socket> ends;
    ends.shake_hands();
    asio::error_code of_take = asio::error::fault;
    ends.client.async_take_from_peer([&](asio::error_code error) { of_take = error; });
    ends.io.restart();
    ends.io.poll();
    const View none = ends.client.engine().to_peer().data();
    EXPECT_EQ(none.data(), nullptr);
    ends.server.async_write_some(asio::buffer("x", 1), [](asio::error_code, std::size_t) {});
    ends.run();
    EXPECT_FALSE(of_take);
    EXPECT_EQ(as_text(ends.client.engine().to_app().data()), "x");
}

} // namespace
} // namespace vitrine::net
