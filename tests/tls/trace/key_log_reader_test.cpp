// Key logs of any writer: the lines of TLS 1.2 are found, others passed over, crooked ones named (RFC 9850).
#include "tls/trace/key_log_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::tls {

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string random_hex(64, 'a');
const std::string master_hex(96, 'B');

std::string master_of(const KeyLogSecrets& secrets, const std::string& client_random) {
    const MasterSecret* const master = secrets.find(from_hex(client_random).value());
    return master == nullptr ? "none" : to_hex(master->bytes.view());
}

} // namespace

TEST(KeyLogReader, a_line_gives_the_master_secret_of_its_client_random_in_digits_of_either_case) {
    const KeyLogSecrets secrets = read_key_log("CLIENT_RANDOM " + random_hex + " " + master_hex + "\n");
    EXPECT_EQ(master_of(secrets, random_hex), std::string(96, 'b'));
    EXPECT_EQ(master_of(secrets, std::string(64, 'c')), "none");
    EXPECT_EQ(master_of(secrets, "aa"), "none");
    EXPECT_THAT(secrets.troubles, IsEmpty());
}

TEST(KeyLogReader, comments_empty_lines_carriage_returns_and_labels_of_tls13_are_passed_over) {
    const KeyLogSecrets secrets = read_key_log("# SSL/TLS secrets log file\r\n\r\n"
                                               "CLIENT_HANDSHAKE_TRAFFIC_SECRET 00 00\n"
                                               "CLIENT_RANDOM " +
                                               random_hex + " " + master_hex + "\r\n");
    EXPECT_EQ(secrets.master_secrets.size(), 1U);
    EXPECT_THAT(secrets.troubles, IsEmpty());
}

TEST(KeyLogReader, the_last_line_may_lack_its_end) {
    EXPECT_NE(master_of(read_key_log("CLIENT_RANDOM " + random_hex + " " + master_hex), random_hex), "none");
}

TEST(KeyLogReader, of_two_lines_for_one_connection_the_last_counts) {
    const std::string line = "CLIENT_RANDOM " + random_hex + " ";
    EXPECT_EQ(master_of(read_key_log(line + master_hex + "\n" + line + std::string(96, '1')), random_hex),
              std::string(96, '1'));
}

TEST(KeyLogReader, lines_that_are_none_are_named_with_their_numbers) {
    const KeyLogSecrets secrets = read_key_log("-----BEGIN\n"
                                               "CLIENT_RANDOM 00 " +
                                               master_hex + "\nCLIENT_RANDOM " + random_hex + "\nCLIENT_RANDOM " +
                                               random_hex + " " + master_hex + " more\nCLIENT_RANDOM\n");
    EXPECT_THAT(secrets.troubles,
                ElementsAre("line 1 of the key log is passed over: it begins with no label",
                            "line 2 of the key log is passed over: its client_random is not 64 hexadecimal digits",
                            "line 3 of the key log is passed over: its master secret is not 96 hexadecimal digits",
                            "line 4 of the key log is passed over: more stands behind its master secret",
                            "line 5 of the key log is passed over: its client_random is not 64 hexadecimal digits"));
    EXPECT_THAT(secrets.master_secrets, IsEmpty());
}

TEST(KeyLogReader, junk_without_end_has_so_many_troubles_and_no_more) {
    std::string junk;
    for (int i = 0; i < 1000; ++i) junk += "junk\n";
    EXPECT_EQ(read_key_log(junk).troubles.size(), 10U);
}

} // namespace vitrine::tls
