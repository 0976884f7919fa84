// Whole sessions of OpenSSL with itself: from its premaster secret we come to its master secret, its keys and its
// verify_data, and open every record it sealed (RFC 5246 §5, §6.3, §8.1, §7.4.9; RFC 5288 §3; RFC 7627 §4).
#include "tests/tls/record/capture.h"

#include <gtest/gtest.h>

namespace vitrine::tls {
namespace {

using crypto::HashAlgorithm;
using test::Capture;
using test::Direction;

enum class Ems : std::uint8_t { yes, no };

struct Session {
    std::string_view name;
    HashAlgorithm hash;
    AeadCipher cipher;
    Ems ems;
};

// clang-format off
constexpr std::array sessions{
    //      file                          hash                   cipher             extended master secret
    Session{"aes128_x25519",              HashAlgorithm::sha256, aes_128_gcm,       Ems::yes},
    Session{"aes256_p384",                HashAlgorithm::sha384, aes_256_gcm,       Ems::yes},
    Session{"aes128_p256_without_ems",    HashAlgorithm::sha256, aes_128_gcm,       Ems::no},
    Session{"aes256_x25519_without_ems",  HashAlgorithm::sha384, aes_256_gcm,       Ems::no},
    Session{"chacha20_x25519",            HashAlgorithm::sha256, chacha20_poly1305, Ems::yes},
};
// clang-format on

// What a session gives away on its way; each part checked against the capture.
class OpensslSession : public testing::TestWithParam<Session> {
protected:
    void read_hellos() {
        constexpr std::size_t random_at = 4 + 2; // behind the handshake header and the version
        const auto add = [&](const Bytes& message) { append(transcript_, message); };
        const Bytes client_hello = client_.next_message();
        const Bytes server_hello = server_.next_message();
        std::copy_n(client_hello.begin() + random_at, 32, randoms_.client.begin());
        std::copy_n(server_hello.begin() + random_at, 32, randoms_.server.begin());
        add(client_hello);
        add(server_hello);
        for (int i = 0; i < 3; ++i) add(server_.next_message()); // Certificate, ServerKeyExchange, ServerHelloDone
        add(client_.next_message());                             // ClientKeyExchange
    }

    crypto::Digest transcript_hash() const { return crypto::hash(GetParam().hash, transcript_); }

    MasterSecret derive_master() const {
        PremasterSecret premaster{crypto::SecretBytes{capture_.premaster.size()}};
        std::ranges::copy(capture_.premaster, premaster.bytes.fill().begin());
        if (GetParam().ems == Ems::no) return derive_master_secret(GetParam().hash, premaster, randoms_);
        return derive_extended_master_secret(GetParam().hash, premaster, transcript_hash());
    }

    // ChangeCipherSpec, then Finished under the new keys.
    void read_finished(Direction& from, const DirectionKeys& keys, Role role, const MasterSecret& master) {
        EXPECT_EQ(from.next_record().type, ContentType::change_cipher_spec);
        from.reader().protect(keys);
        const Bytes finished = from.next_message();
        const VerifyData expected = derive_verify_data(GetParam().hash, master, role, transcript_hash());
        EXPECT_EQ(to_hex(View{finished}.subspan(4)), to_hex(expected)) << name_of(role);
        append(transcript_, finished);
    }

    static void expect_record(Direction& from, ContentType type, View plaintext) {
        const OpenedRecord record = from.next_record();
        EXPECT_EQ(record.type, type);
        EXPECT_EQ(to_hex(record.plaintext), to_hex(plaintext));
    }

    Capture capture_ = test::read_capture(std::string{GetParam().name} + ".txt");
    Direction client_{capture_.from_client}, server_{capture_.from_server};
    Randoms randoms_;
    Bytes transcript_;
};

TEST_P(OpensslSession, can_be_read_whole_from_its_premaster_secret_on) {
    read_hellos();
    EXPECT_EQ(to_hex(randoms_.client), to_hex(capture_.client_random));
    const MasterSecret master = derive_master();
    EXPECT_EQ(to_hex(master.bytes.view()), to_hex(capture_.master));

    const KeyBlock keys = derive_key_block(GetParam().hash, master, randoms_, GetParam().cipher);
    read_finished(client_, keys.client_write, Role::client, master);
    read_finished(server_, keys.server_write, Role::server, master);

    expect_record(client_, ContentType::application_data, as_bytes("ping of openssl"));
    expect_record(client_, ContentType::application_data, as_bytes("and once more"));
    expect_record(client_, ContentType::alert, Bytes{1, 0}); // close_notify
    expect_record(server_, ContentType::application_data, as_bytes("pong of openssl"));
    expect_record(server_, ContentType::alert, Bytes{1, 0});
    EXPECT_TRUE(client_.at_end() && server_.at_end());
}

TEST_P(OpensslSession, does_not_open_with_the_other_directions_keys) {
    read_hellos();
    const KeyBlock keys = derive_key_block(GetParam().hash, derive_master(), randoms_, GetParam().cipher);
    EXPECT_EQ(client_.next_record().type, ContentType::change_cipher_spec);
    client_.reader().protect(keys.server_write);
    const auto failure = test::failure_of([&] { (void)client_.next_message(); });
    ASSERT_TRUE(failure);
    EXPECT_EQ(failure->alert, AlertDescription::bad_record_mac);
}

INSTANTIATE_TEST_SUITE_P(Captured, OpensslSession, testing::ValuesIn(sessions),
                         [](const auto& session) { return std::string{session.param.name}; });

} // namespace
} // namespace vitrine::tls
