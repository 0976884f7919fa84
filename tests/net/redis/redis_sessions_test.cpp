// What becomes of sessions when the store is not what it should be; with a real one, tests/interop/test_fleet.py.
#include "net/redis/redis_sessions.h"
#include "net/tcp_listener.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <thread>

namespace vitrine::net {
namespace {

using testing::HasSubstr;

TEST(RedisAddressOf, is_read_from_a_url) {
    const RedisAddress all = parse_redis_address("redis://:pass@word@host.example:7000/3");
    EXPECT_EQ(all.host, "host.example");
    EXPECT_EQ(all.port, "7000");
    EXPECT_EQ(all.password, "pass@word");
    EXPECT_EQ(all.database, 3U);
    EXPECT_EQ(parse_redis_address("redis://localhost").port, "6379");
    EXPECT_EQ(parse_redis_address("redis://[::1]:7").host, "::1");
    for (const char* url : {"", "localhost", "http://x", "redis://", "redis://x/", "redis://x/a", "redis://x/1b",
                            "redis://user:pass@x", "redis://x:99999"})
        EXPECT_THROW(parse_redis_address(url), std::invalid_argument) << url;
}

std::shared_ptr<const tls::Session> some_session() {
    auto session = std::make_shared<tls::Session>();
    session->us = tls::Role::server;
    session->cipher_suite = tls::CipherSuite::tls_ecdhe_rsa_with_aes_128_gcm_sha256;
    session->extended_master_secret = true;
    session->made = std::chrono::sys_seconds{std::chrono::seconds{1'000'000'000}};
    session->lifetime = std::chrono::seconds{300};
    return session;
}

// A server that gives one answer to whatever it is asked, and then, if it has a next one, that.
class Scripted {
public:
    explicit Scripted(std::vector<std::string> answers) : answers_{std::move(answers)}, thread_{[this] { run(); }} {}
    Scripted(const Scripted&) = delete;
    Scripted& operator=(const Scripted&) = delete;
    ~Scripted() {
        listener_.stop();
        thread_.join();
    }
    RedisAddress address() const {
        const std::string at = listener_.local_address();
        return {"127.0.0.1", at.substr(at.rfind(':') + 1), "", 0};
    }

private:
    void run() {
        while (std::optional<TcpSocket> client = listener_.accept()) {
            try {
                Bytes buffer(100'000);
                for (const std::string& answer : answers_) {
                    if (client->read(buffer) == 0) break;
                    client->write(as_bytes(answer));
                }
                client->read(buffer);       // until it leaves
            } catch (const NetworkError&) { // it left early
            }
        }
    }

    TcpListener listener_{"127.0.0.1", "0", IpVersion::v4};
    std::vector<std::string> answers_;
    std::thread thread_;
};

struct Told {
    std::string all;
    RedisSessions::Tell tell = [this](const std::string& sentence) { all += sentence + "\n"; };
};

const Bytes key{1, 2, 3};
const auto now = std::chrono::sys_seconds{std::chrono::seconds{1'000'000'010}};

TEST(RedisSessionsIn, a_store_that_is_not_there_are_not_found_and_that_is_said_once) {
    Told told;
    RedisSessions sessions{{"127.0.0.1", "1", "", 0}, std::make_shared<tls::TicketKeys>(), told.tell};
    for (int i = 0; i < 3; ++i) {
        sessions.put(key, some_session());
        EXPECT_EQ(sessions.find(key, now), nullptr);
        sessions.remove(key);
    }
    EXPECT_THAT(told.all, HasSubstr("fails, and clients make full handshakes: Connection refused"));
    EXPECT_EQ(std::ranges::count(told.all, '\n'), 1);
}

TEST(RedisSessionsIn, a_store_that_talks_nonsense_are_not_found) {
    for (const std::string answer : {"hello\r\n", ":17\r\n", "-ERR no\r\n", "*2\r\n$1\r\na\r\n$1\r\nb\r\n",
                                     "$5\r\nhello\r\n", "$-5\r\n", "$99999999999\r\nx\r\n", "\r\n\r\n"}) {
        Scripted store{{answer}};
        Told told;
        RedisSessions sessions{store.address(), std::make_shared<tls::TicketKeys>(), told.tell};
        EXPECT_EQ(sessions.find(key, now), nullptr) << answer;
    }
}

TEST(RedisSessionsIn, a_store_that_is_silent_are_not_waited_for) {
    Scripted store{{""}};
    Told told;
    RedisSessions sessions{store.address(), std::make_shared<tls::TicketKeys>(), told.tell};
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_EQ(sessions.find(key, now), nullptr);
    EXPECT_EQ(sessions.find(key, now), nullptr); // not asked any more
    EXPECT_LT(std::chrono::steady_clock::now() - begun, 4 * RedisSessions::patience);
    EXPECT_THAT(told.all, HasSubstr("fails"));
}

TEST(RedisSessionsIn, a_store_are_believed_only_if_our_keys_sealed_them) {
    const auto keys = std::make_shared<tls::TicketKeys>();
    crypto::SystemRandom random;
    const auto encoded = encode_session(*some_session());
    const auto answer = [](View bytes) {
        return "$" + std::to_string(bytes.size()) + "\r\n" + std::string{as_text(bytes)} + "\r\n";
    };
    Bytes sealed = keys->seal(encoded.view(), now, random);
    const std::string good = answer(sealed);
    sealed.back() ^= 1;
    const std::string changed = answer(sealed), in_the_clear = answer(encoded.view());
    Scripted store{{good, changed, in_the_clear, answer(keys->seal(as_bytes("no session"), now, random))}};
    Told told;
    RedisSessions sessions{store.address(), keys, told.tell};
    ASSERT_NE(sessions.find(key, now), nullptr);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(sessions.find(key, now), nullptr) << i;
    EXPECT_EQ(told.all, "");
}

TEST(RedisSessionsIn, a_store_end_with_their_lifetime_whatever_it_says) {
    const auto keys = std::make_shared<tls::TicketKeys>();
    crypto::SystemRandom random;
    const Bytes sealed = keys->seal(encode_session(*some_session()).view(), now, random);
    Scripted store{{"$" + std::to_string(sealed.size()) + "\r\n" + std::string{as_text(sealed)} + "\r\n"}};
    Told told;
    RedisSessions sessions{store.address(), keys, told.tell};
    EXPECT_EQ(sessions.find(key, now + std::chrono::seconds{300}), nullptr);
}

} // namespace
} // namespace vitrine::net
