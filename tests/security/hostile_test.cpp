// Peers that make us work: hellos as large as they may be, handshakes without end, secrets with leading zeros.
#include "tests/support/scripted_peer.h"

#include "tls/keys/suites.h"
#include "tls/messages/handshake_message.h"
#include "tls/wire/codec.h"

#include <gtest/gtest.h>

#include <chrono>

namespace vitrine::tls {
namespace {

using std::chrono::steady_clock;
using tests::client_config;
using tests::Content;
using tests::ScriptedPeer;
using tests::server_config;

// A server that is sent this hello instead of the client's, and the time it took over it.
template <class Change> std::pair<steady_clock::duration, State> time_of_hello(Change change) {
    ScriptedPeer peer{Role::client, client_config(), server_config(), [&](const Content& content) {
                          if (content.type != ContentType::handshake || content.bytes[0] != 1)
                              return std::vector<Content>{content};
                          auto hello = decode<ClientHello>("ClientHello", body_of(content.bytes));
                          change(hello);
                          const Content whole = tests::handshake(HandshakeType::client_hello, encode(hello));
                          std::vector<Content> parts; // a record holds 2^14 bytes
                          for (View rest{whole.bytes}; !rest.empty();) {
                              const View part = rest.first(std::min<std::size_t>(rest.size(), 16384));
                              parts.push_back({ContentType::handshake, to_bytes(part)});
                              rest = rest.subspan(part.size());
                          }
                          return parts;
                      }};
    const auto start = steady_clock::now();
    while (peer.victim().records_written() == 0 && peer.victim().failure() == nullptr && peer.step()) {
    }
    EXPECT_EQ(peer.victim().failure(), nullptr);
    return {steady_clock::now() - start, peer.victim().state()};
}

// Far above what linear work takes, far below what quadratic work would: 10^9 comparisons.
constexpr std::chrono::milliseconds a_linear_while{500};

TEST(HugeHello, of_32000_suites_is_answered_in_linear_time) {
    const auto [time, state] = time_of_hello([](ClientHello& hello) {
        hello.cipher_suites.insert(hello.cipher_suites.begin(), 32'000, CipherSuite{0xfafa});
    });
    EXPECT_NE(state, State::client_hello);
    EXPECT_LT(time, a_linear_while);
}

TEST(HugeHello, of_16000_empty_extensions_is_answered_in_linear_time) { // hash flooding, quadratic searches
    const auto [time, state] = time_of_hello([](ClientHello& hello) {
        for (std::uint16_t i = 0; i < 16'000; ++i)
            hello.extensions->push_back({ExtensionType{static_cast<std::uint16_t>(0x4000 + i)}, UnknownExtension{}});
    });
    EXPECT_NE(state, State::client_hello);
    EXPECT_LT(time, a_linear_while);
}

// The shared secret of the key pairs that both ends will draw from these seeds.
crypto::SecretBytes premaster_of(const std::string& client_seed, const std::string& server_seed) {
    SeededRandom of_client{client_seed}, of_server{server_seed};
    const auto client = crypto::EcdhKeyPair::generate(crypto::Curve::secp256r1, of_client);
    const auto server = crypto::EcdhKeyPair::generate(crypto::Curve::secp256r1, of_server);
    return std::move(*client.agree(server.public_point()));
}

// A handshake over this group between ends of these seeds; what the client's observer was told.
tests::Memory handshake_of(const std::string& client_seed, const std::string& server_seed, NamedGroup group) {
    ServerConfig server = server_config("server_ec");
    server.preferences.groups = {group};
    tests::Memory memory;
    tests::SeededEnd client_end{client_seed, &memory}, server_end{server_seed};
    Pair pair{std::make_shared<const ClientConfig>(client_config()), client_end.environment(),
              std::make_shared<const ServerConfig>(server), server_end.environment()};
    pair.run();
    EXPECT_TRUE(pair.client.established() && pair.server.established()) << client_seed << ", " << server_seed;
    return memory;
}

TEST(Premaster, that_begins_with_a_zero_keeps_it) { // RFC 8422 §5.10; stripping it is what Raccoon feeds on
    std::string client_seed;
    for (int i = 0; i < 5000 && client_seed.empty(); ++i)
        if (premaster_of(std::to_string(i), "server").view()[0] == 0) client_seed = std::to_string(i);
    ASSERT_FALSE(client_seed.empty());

    const tests::Memory memory = handshake_of(client_seed, "server", NamedGroup::secp256r1);
    crypto::Hash session_hash{crypto::HashAlgorithm::sha256};
    for (const Bytes& message : memory.handshake_messages) { // up to ClientKeyExchange: RFC 7627 §3
        session_hash.add(message);
        if (HandshakeType{message[0]} == HandshakeType::client_key_exchange) break;
    }
    const PremasterSecret premaster{premaster_of(client_seed, "server")};
    ASSERT_EQ(premaster.bytes.size(), 32U);
    const MasterSecret expected =
        derive_extended_master_secret(crypto::HashAlgorithm::sha256, premaster, session_hash.digest());
    EXPECT_EQ(memory.master_secret, to_bytes(expected.bytes.view()));
}

TEST(Handshakes, a_thousand_in_a_row_fail_never) { // leading zeros of points, secrets and signatures among them
    for (int i = 0; i < 1000; ++i) {
        const NamedGroup group = i % 2 == 0 ? NamedGroup::secp256r1 : NamedGroup::x25519;
        const tests::Memory memory = handshake_of("c" + std::to_string(i), "s" + std::to_string(i), group);
        ASSERT_FALSE(testing::Test::HasFailure());
    }
}

} // namespace
} // namespace vitrine::tls
