// The rules of Python's SSLSocket, over sockets joined in one process.
#include "net/ssl/errors.h"
#include "net/ssl/socket.h"
#include "tests/support/endpoints.h"

#include <future>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::net::ssl {
namespace {

using testing::HasSubstr;

SSLContext server_context() {
    SSLContext context{PROTOCOL_TLS_SERVER};
    context.server_config().identities = {tests::identity("server_rsa")};
    return context;
}

SSLContext client_context() {
    SSLContext context{PROTOCOL_TLS_CLIENT};
    context.client_config().trust_store = tests::trust_store();
    return context;
}

class SslSocket : public testing::Test {
protected:
    // What serves one client, in a thread of its own.
    std::future<void> serve(std::function<void(SSLSocket&)> act) {
        return std::async(std::launch::async, [this, act = std::move(act)] {
            SSLSocket server = wrap_socket(of_server, std::move(*listener.accept()), {.server_side = true});
            act(server);
        });
    }
    TcpSocket connect() {
        const std::string address = listener.local_address();
        return create_connection("127.0.0.1", address.substr(address.rfind(':') + 1));
    }

    TcpListener listener = create_server("127.0.0.1", "0");
    SSLContext of_server = server_context(), of_client = client_context();
};

TEST_F(SslSocket, talks_in_lines_and_ends_in_order) {
    auto served = serve([](SSLSocket& server) {
        EXPECT_EQ(server.readline(), "one\n");
        EXPECT_EQ(server.readline(3), "two");
        EXPECT_EQ(server.readline(), "\n");
        server.sendall("three");
        server.unwrap();
    });
    SSLSocket client = wrap_socket(of_client, connect(), {.server_hostname = "localhost"});
    client.sendall("one\ntwo\n");
    EXPECT_EQ(client.recv(2), "th");
    EXPECT_EQ(client.readline(), "ree");
    EXPECT_EQ(client.recv(), "");
    client.unwrap();
    EXPECT_THROW(client.sendall("more"), SSLZeroReturnError);
    served.get();
}

TEST_F(SslSocket, knows_what_was_agreed_on) {
    of_client.set_alpn_protocols({"a", "b"});
    of_server.set_alpn_protocols({"b"});
    Bytes binding;
    auto served = serve([&](SSLSocket& server) {
        binding = server.get_channel_binding("tls-exporter");
        EXPECT_FALSE(server.getpeercert());
        EXPECT_TRUE(server.getpeercert_der().empty());
        server.unwrap();
    });
    SSLSocket client = wrap_socket(of_client, connect(), {.server_hostname = "localhost"});
    EXPECT_EQ(client.cipher().name, "ECDHE-RSA-AES128-GCM-SHA256");
    EXPECT_EQ(client.cipher().secret_bits, 128);
    EXPECT_EQ(client.selected_alpn_protocol(), "b");
    EXPECT_EQ(client.get_channel_binding().size(), 12U);
    const Bytes exported = client.get_channel_binding("tls-exporter");
    EXPECT_THROW(client.get_channel_binding("tls-nonsense"), std::invalid_argument);
    EXPECT_FALSE(client.getpeercert_der().empty());
    client.unwrap();
    served.get();
    EXPECT_EQ(exported, binding);
    EXPECT_EQ(exported.size(), 32U);
}

TEST_F(SslSocket, does_not_believe_another_name_or_nobody) {
    for (const std::string name : {"other.example", "127.0.0.9"}) {
        auto served = serve([](SSLSocket&) {});
        try {
            wrap_socket(of_client, connect(), {.server_hostname = name});
            ADD_FAILURE() << name;
        } catch (const SSLCertVerificationError& error) {
            EXPECT_THAT(error.verify_message, HasSubstr(name));
        }
        EXPECT_THROW(served.get(), SSLError);
    }
    EXPECT_THROW(wrap_socket(of_client, connect(), {}), std::invalid_argument);
}

TEST_F(SslSocket, tells_an_end_without_close_notify_from_one_in_order) {
    auto served = serve([](SSLSocket& server) {
        server.sendall("part");
        server.abandon(); // as when a program is killed
    });
    SSLSocket client = wrap_socket(of_client, connect(), {.server_hostname = "localhost"});
    EXPECT_EQ(client.recv(), "part");
    EXPECT_THROW(client.recv(), SSLEOFError);
    served.get();
}

TEST_F(SslSocket, resumes_the_session_of_before) {
    SessionHandle session;
    for (const bool reused : {false, true}) {
        auto served = serve([&](SSLSocket& server) {
            EXPECT_EQ(server.session_reused(), reused);
            server.unwrap();
        });
        SSLSocket client = wrap_socket(of_client, connect(), {.server_hostname = "localhost", .session = session});
        EXPECT_EQ(client.session_reused(), reused);
        client.unwrap();
        session = client.session();
        EXPECT_NE(session, nullptr);
        served.get();
    }
}

TEST_F(SslSocket, of_a_server_needs_a_certificate) {
    of_server = SSLContext{PROTOCOL_TLS_SERVER};
    auto served = serve([](SSLSocket&) {});
    const TcpSocket client = connect();
    EXPECT_THROW(served.get(), SSLError);
}

} // namespace
} // namespace vitrine::net::ssl
