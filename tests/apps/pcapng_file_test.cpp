// The file of --pcapng: for its owner alone, whole whatever the threads do, and a failed write is said.
#include "apps/pcapng_file.h"

#include "apps/capture.h"
#include "apps/command_line.h"
#include "tests/apps/files_for_tests.h"
#include "tests/net/endpoints.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>
#include <thread>

namespace vitrine::apps {

namespace {

using net::testing_ends::tcp_sockets;
using testing::HasSubstr;
using testing::IsEmpty;
using tls::Role;

Bytes content_of(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream{path, std::ios::binary}.rdbuf();
    return to_bytes(as_bytes(text.str()));
}

const Bytes record{22, 3, 3, 0, 1, 0};

} // namespace

TEST(PcapngFile, is_for_its_owner_alone_even_if_it_was_there_before) {
    const TemporaryFile file{"old"};
    std::filesystem::permissions(file.path(), std::filesystem::perms::others_read, std::filesystem::perm_options::add);
    const PcapngFile pcapng{file.path()};
    EXPECT_EQ(std::filesystem::status(file.path()).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    EXPECT_TRUE(is_capture(content_of(file.path())));
}

TEST(PcapngFile, shows_the_addresses_of_the_socket_with_the_client_first) {
    const TemporaryFile file{""};
    const auto [client, server] = tcp_sockets();
    {
        PcapngFile pcapng{file.path()};
        pcapng.connection(client.descriptor(), Role::client)->wire(Role::client, {Role::client, record});
        pcapng.connection(server.descriptor(), Role::server)->wire(Role::server, {Role::client, record});
    }
    const Capture capture = read_capture(content_of(file.path()));
    ASSERT_EQ(capture.conversations.size(), 2U); // the same ports, seen from both ends
    for (const Conversation& conversation : capture.conversations) {
        EXPECT_EQ(conversation.client, server.peer_address());
        EXPECT_EQ(conversation.server, client.peer_address());
    }
}

TEST(PcapngFile, is_there_up_to_the_last_record_while_the_connection_goes_on) {
    const TemporaryFile file{""};
    const auto [client, server] = tcp_sockets();
    PcapngFile pcapng{file.path()};
    const auto observer = pcapng.connection(client.descriptor(), Role::client);
    observer->wire(Role::client, {Role::client, record});
    EXPECT_EQ(read_capture(content_of(file.path())).conversations.at(0).chunks.at(0).bytes, record);
}

TEST(PcapngFile, connections_of_several_threads_stay_whole) {
    const TemporaryFile file{""};
    constexpr std::size_t threads = 4, records = 200;
    {
        PcapngFile pcapng{file.path()};
        std::vector<std::thread> running;
        for (std::size_t i = 0; i < threads; ++i)
            running.emplace_back([&pcapng] {
                const auto [client, server] = tcp_sockets();
                const auto observer = pcapng.connection(client.descriptor(), Role::client);
                for (std::size_t n = 0; n < records; ++n) {
                    observer->wire(Role::client, {Role::client, record});
                    observer->secret(Role::client, "CLIENT_RANDOM", Bytes(32, 1), Bytes(48, 2));
                }
            });
        for (std::thread& thread : running) thread.join();
    }
    const Capture capture = read_capture(content_of(file.path()));
    EXPECT_THAT(capture.troubles, IsEmpty());
    ASSERT_EQ(capture.conversations.size(), threads);
    for (const Conversation& conversation : capture.conversations) {
        EXPECT_EQ(conversation.chunks.size(), records);
        EXPECT_THAT(conversation.troubles, IsEmpty());
    }
    EXPECT_EQ(std::ranges::count(capture.key_log, 'M'), threads * records); // CLIENT_RANDOM
}

TEST(PcapngFile, a_write_that_fails_is_said_and_the_connection_goes_on) {
    testing::internal::CaptureStderr();
    const auto [client, server] = tcp_sockets();
    {
        PcapngFile pcapng{"/dev/full"};
        pcapng.connection(client.descriptor(), Role::client)->wire(Role::client, {Role::client, record});
    }
    EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("could not be written: its end is missing"));
}

TEST(PcapngFile, one_that_cannot_be_made_is_a_usage_error_with_its_name) {
    EXPECT_THROW(PcapngFile{"/no/such/folder/file"}, UsageError);
    EXPECT_EQ(open_pcapng(""), nullptr);
}

} // namespace vitrine::apps
