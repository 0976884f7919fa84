// Sessions that several servers share, in Redis.
#include "net/redis/redis_sessions.h"

#include "crypto/random.h"
#include "net/address.h"

#include <charconv>
#include <fmt/format.h>
#include <hiredis/hiredis.h>
#include <stdexcept>
#include <utility>

namespace vitrine::net {

namespace {

constexpr std::size_t max_value = 1 << 20; // bytes: no session is as large, with whatever chain

timeval patience() { return {0, std::chrono::microseconds{RedisSessions::patience}.count()}; }

std::string key_in_redis(View key) {
    std::string text{"vitrine:session:"};
    for (const std::uint8_t byte : key) text += fmt::format("{:02x}", byte);
    return text;
}

struct FreeReply {
    void operator()(redisReply* reply) const { ::freeReplyObject(reply); }
};
using Reply = std::unique_ptr<redisReply, FreeReply>;

} // namespace

RedisAddress parse_redis_address(const std::string& url) {
    constexpr std::string_view scheme = "redis://";
    if (!url.starts_with(scheme)) throw std::invalid_argument{"it begins with redis://"};
    std::string rest = url.substr(scheme.size());
    RedisAddress address;
    if (const std::size_t at = rest.rfind('@'); at != std::string::npos) {
        if (rest.front() != ':') throw std::invalid_argument{"before the @ stands :PASSWORD"};
        address.password = rest.substr(1, at - 1);
        rest.erase(0, at + 1);
    }
    if (const std::size_t slash = rest.find('/'); slash != std::string::npos) {
        const std::string digits = rest.substr(slash + 1);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), address.database);
        if (error != std::errc{} || end != digits.data() + digits.size())
            throw std::invalid_argument{"behind the / stands the number of a database"};
        rest.erase(slash);
    }
    const HostAndPort place = parse_host_and_port(rest, "6379", HostIs::required);
    address.host = place.host;
    address.port = place.port;
    return address;
}

struct RedisSessions::Link {
    explicit Link(const RedisAddress& address)
        : context{::redisConnectWithTimeout(address.host.c_str(), std::stoi(address.port), net::patience())} {
        check();
        ::redisSetTimeout(context.get(), net::patience());
        if (!address.password.empty()) command("AUTH %s", address.password.c_str());
        if (address.database != 0) command("SELECT %u", address.database);
    }

    // Throws std::runtime_error for whatever is no good answer.
    template <class... Arguments> Reply command(const char* format, Arguments... arguments) {
        Reply reply{static_cast<redisReply*>(::redisCommand(context.get(), format, arguments...))};
        check();
        if (!reply) throw std::runtime_error{"no reply"};
        if (reply->type == REDIS_REPLY_ERROR) throw std::runtime_error{std::string{reply->str, reply->len}};
        return reply;
    }

    void check() const {
        if (!context) throw std::runtime_error{"no memory"};
        if (context->err != 0) throw std::runtime_error{context->errstr};
    }

    struct Free {
        void operator()(redisContext* one) const { ::redisFree(one); }
    };
    std::unique_ptr<redisContext, Free> context;
};

RedisSessions::RedisSessions(RedisAddress address, std::shared_ptr<tls::TicketProtection> keys, Tell tell)
    : address_{std::move(address)}, keys_{std::move(keys)}, tell_{std::move(tell)} {}

RedisSessions::~RedisSessions() = default;

void RedisSessions::failed(const std::string& why) {
    link_.reset();
    again_at_ = std::chrono::steady_clock::now() + rest;
    if (!std::exchange(failing_, true))
        tell_(fmt::format("the session store at {}:{} fails, and clients make full handshakes: {}", address_.host,
                          address_.port, why));
}

// False if the store could not be asked.
template <class Act> bool RedisSessions::asked(Act act) {
    const std::scoped_lock lock{mutex_};
    if (failing_ && std::chrono::steady_clock::now() < again_at_) return false;
    try {
        if (!link_) link_ = std::make_unique<Link>(address_);
        act(*link_);
    } catch (const std::runtime_error& error) {
        failed(error.what());
        return false;
    }
    if (std::exchange(failing_, false))
        tell_(fmt::format("the session store at {}:{} is back", address_.host, address_.port));
    return true;
}

void RedisSessions::put(View key, std::shared_ptr<const tls::Session> session) {
    crypto::SystemRandom random;
    const Bytes sealed = keys_->seal(encode_session(*session).view(), session->made, random);
    const std::string name = key_in_redis(key);
    asked([&](Link& link) {
        link.command("SET %b %b EX %lld", name.data(), name.size(), sealed.data(), sealed.size(),
                     static_cast<long long>(session->lifetime.count()));
    });
}

std::shared_ptr<const tls::Session> RedisSessions::find(View key, std::chrono::sys_seconds now) {
    const std::string name = key_in_redis(key);
    Bytes sealed;
    asked([&](Link& link) {
        const Reply reply = link.command("GET %b", name.data(), name.size());
        if (reply->type == REDIS_REPLY_NIL) return;
        if (reply->type != REDIS_REPLY_STRING || reply->len > max_value)
            throw std::runtime_error{"what it holds is no session"};
        sealed = to_bytes(as_bytes({reply->str, reply->len}));
    });
    const std::optional<crypto::SecretBytes> encoded =
        sealed.empty() ? std::nullopt : keys_->open(sealed, now); // what somebody else put there does not open
    if (!encoded) return nullptr;
    try {
        auto session = std::make_shared<const tls::Session>(tls::decode_session(encoded->view()));
        return session->is_alive(now) ? session : nullptr;
    } catch (const std::invalid_argument&) { // of another version of ours
        return nullptr;
    }
}

void RedisSessions::remove(View key) {
    const std::string name = key_in_redis(key);
    asked([&](Link& link) { link.command("DEL %b", name.data(), name.size()); });
}

} // namespace vitrine::net
