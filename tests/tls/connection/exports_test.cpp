// What an application may take out of a connection: RFC 5705, RFC 5929, RFC 9266. Equality with openssl, Python and
// GnuTLS is shown in tests/interop/test_extensions.py.
#include "tests/support/scripted_peer.h"

#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

using tests::client_config;
using tests::SeededPair;
using tests::server_config;

struct Ends {
    explicit Ends(ClientConfig client = client_config(), ServerConfig server = server_config())
        : both{kept(std::move(client)), kept(std::move(server))} {
        both.pair.run();
        EXPECT_TRUE(both.client.established());
    }
    template <class Config> static Config kept(Config config) {
        config.export_keying_material = true;
        return config;
    }
    SeededPair both;
};

Bytes exported(const Connection& connection, std::string_view label, std::optional<View> context, std::size_t size) {
    Bytes out(size);
    EXPECT_EQ(connection.export_keying_material(label, context, out), "");
    return out;
}

std::string_view refusal_of(const Connection& connection, std::string_view label) {
    Bytes out(32, 0xee);
    const std::string_view refusal = connection.export_keying_material(label, std::nullopt, out);
    EXPECT_TRUE(refusal.empty() || out == Bytes(32, 0xee)) << "something was written all the same";
    return refusal;
}

std::optional<Bytes> binding(const Connection& connection, ChannelBinding type) {
    Bytes out;
    if (!connection.channel_binding(type, out).empty()) return std::nullopt;
    return out;
}

TEST(Exports, both_sides_export_the_same_and_each_input_changes_it) {
    const Ends ends;
    const Bytes plain = exported(ends.both.client, "EXPERIMENTAL one", std::nullopt, 100);
    EXPECT_EQ(plain, exported(ends.both.server, "EXPERIMENTAL one", std::nullopt, 100));
    EXPECT_NE(plain, exported(ends.both.client, "EXPERIMENTAL two", std::nullopt, 100));
    EXPECT_NE(plain, exported(ends.both.client, "EXPERIMENTAL one", View{}, 100)); // RFC 5705 §4: another than none
    const Bytes context{1};
    EXPECT_NE(plain, exported(ends.both.client, "EXPERIMENTAL one", context, 100));
    const Bytes shorter = exported(ends.both.client, "EXPERIMENTAL one", std::nullopt, 10);
    EXPECT_TRUE(std::equal(shorter.begin(), shorter.end(), plain.begin()));
}

TEST(Exports, a_label_of_tls_is_refused) { // RFC 5705 §4, RFC 7627 §4
    const Ends ends;
    for (const std::string_view label :
         {"client finished", "server finished", "master secret", "key expansion", "extended master secret"})
        EXPECT_NE(refusal_of(ends.both.client, label), "") << label;
}

TEST(Exports, a_context_of_65536_bytes_is_refused) {
    const Ends ends;
    Bytes out(10);
    EXPECT_EQ(ends.both.client.export_keying_material("EXPERIMENTAL", Bytes(65'535), out), "");
    EXPECT_NE(ends.both.client.export_keying_material("EXPERIMENTAL", Bytes(65'536), out), "");
}

TEST(Exports, the_master_secret_is_kept_only_where_the_configuration_asks) {
    SeededPair both{client_config(), Ends::kept(server_config())};
    both.pair.run();
    EXPECT_NE(refusal_of(both.client, "EXPERIMENTAL").find("configuration"), std::string_view::npos);
    EXPECT_EQ(refusal_of(both.server, "EXPERIMENTAL"), "");
    EXPECT_FALSE(binding(both.client, ChannelBinding::tls_exporter).has_value());
    EXPECT_TRUE(binding(both.client, ChannelBinding::tls_unique).has_value());
}

TEST(Exports, there_is_nothing_before_the_handshake_is_done) {
    SeededPair both{Ends::kept(client_config()), Ends::kept(server_config())};
    EXPECT_NE(refusal_of(both.client, "EXPERIMENTAL"), "");
    EXPECT_FALSE(binding(both.client, ChannelBinding::tls_unique).has_value());
}

TEST(Exports, a_failed_connection_has_forgotten_its_master_secret) {
    Ends ends;
    ends.both.client.abort(AlertDescription::user_canceled, "enough");
    EXPECT_NE(refusal_of(ends.both.client, "EXPERIMENTAL"), "");
}

TEST(Exports, without_extended_master_secret_only_the_certificate_names_the_connection) { // RFC 7627 §5.4: 3SHAKE
    ClientConfig client = client_config();
    client.preferences.extended_master_secret = false;
    ServerConfig server = server_config();
    server.preferences.extended_master_secret = false;
    for (const Ends& ends : {Ends{client, server_config()}, Ends{client_config(), server}}) {
        for (const Connection* connection : {&ends.both.client, &ends.both.server}) {
            EXPECT_FALSE(connection->agreed().extended_master_secret);
            EXPECT_NE(refusal_of(*connection, "EXPERIMENTAL").find("RFC 7627"), std::string_view::npos);
            EXPECT_FALSE(binding(*connection, ChannelBinding::tls_unique).has_value());
            EXPECT_FALSE(binding(*connection, ChannelBinding::tls_exporter).has_value());
            EXPECT_TRUE(binding(*connection, ChannelBinding::tls_server_end_point).has_value());
        }
    }
}

TEST(ChannelBindings, tls_unique_is_the_verify_data_of_the_clients_finished) { // RFC 5929 §3: the first of a handshake
    tests::Memory memory;
    SeededPair both{client_config(), server_config(), &memory};
    both.pair.run();
    std::vector<Bytes> finished;
    for (const Bytes& message : memory.handshake_messages)
        if (HandshakeType{message[0]} == HandshakeType::finished) finished.push_back(message);
    ASSERT_EQ(finished.size(), 2U);
    const Bytes first{finished[0].begin() + 4, finished[0].end()};
    EXPECT_EQ(binding(both.client, ChannelBinding::tls_unique), first);
    EXPECT_EQ(binding(both.server, ChannelBinding::tls_unique), first);
}

TEST(ChannelBindings, tls_server_end_point_is_the_hash_of_the_servers_certificate) { // RFC 5929 §4
    const Ends ends;
    const x509::Certificate certificate = tests::identity("server_rsa").certificate();
    const Bytes expected = to_bytes(crypto::hash(crypto::HashAlgorithm::sha256, certificate.der()).view());
    EXPECT_EQ(binding(ends.both.client, ChannelBinding::tls_server_end_point), expected);
    EXPECT_EQ(binding(ends.both.server, ChannelBinding::tls_server_end_point), expected);
}

TEST(ChannelBindings, tls_exporter_is_32_bytes_that_both_sides_have) {
    const Ends ends;
    const auto ours = binding(ends.both.client, ChannelBinding::tls_exporter);
    ASSERT_TRUE(ours.has_value());
    EXPECT_EQ(ours->size(), 32U);
    EXPECT_EQ(binding(ends.both.server, ChannelBinding::tls_exporter), ours);
}

} // namespace
} // namespace vitrine::tls
