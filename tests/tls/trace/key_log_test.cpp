// The key log: lines as RFC 9850 writes them, in a file for its owner alone.
#include "tls/trace/key_log.h"

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <thread>
#include <vector>

#include <unistd.h>

namespace vitrine::tls {

namespace {

namespace fs = std::filesystem;

// A path in a folder of this test's own, gone with it.
class KeyLogFile : public testing::Test {
protected:
    KeyLogFile() {
        std::string pattern = (fs::temp_directory_path() / "key_log_XXXXXX").string();
        folder_ = mkdtemp(pattern.data());
    }
    ~KeyLogFile() override { fs::remove_all(folder_); }

    std::string path() const { return (folder_ / "keys").string(); }
    std::string content() const {
        std::ostringstream text;
        text << std::ifstream{path()}.rdbuf();
        return text.str();
    }

private:
    fs::path folder_;
};

const Bytes client_random(32, 0xab);
const Bytes master_secret(48, 0xcd);

std::string times(std::size_t count, std::string_view text) {
    std::string all;
    while (count-- > 0) all += text;
    return all;
}

// Tells `count` secrets to one log from each of `threads` threads at once, as the connections of a server do.
void tell_from_threads(KeyLog& log, std::size_t threads, std::size_t count) {
    std::vector<std::thread> running;
    for (std::size_t i = 0; i < threads; ++i)
        running.emplace_back([&log, count] {
            for (std::size_t n = 0; n < count; ++n)
                log.secret(Role::server, "CLIENT_RANDOM", client_random, master_secret);
        });
    for (std::thread& thread : running) thread.join();
}

} // namespace

TEST_F(KeyLogFile, a_secret_is_one_line_there_as_soon_as_it_is_told) {
    KeyLog log{path()};
    log.secret(Role::client, "CLIENT_RANDOM", client_random, master_secret);
    EXPECT_EQ(content(), "CLIENT_RANDOM " + times(32, "ab") + " " + times(48, "cd") + "\n");
    EXPECT_FALSE(log.is_incomplete());
}

TEST_F(KeyLogFile, a_new_file_is_for_its_owner_alone) {
    const KeyLog log{path()};
    EXPECT_EQ(fs::status(path()).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(KeyLogFile, lines_are_appended_to_what_is_there) {
    std::ofstream{path()} << "# mine\n";
    KeyLog{path()}.secret(Role::client, "CLIENT_RANDOM", client_random, master_secret);
    KeyLog{path()}.secret(Role::server, "CLIENT_RANDOM", client_random, master_secret);
    std::istringstream lines{content()};
    std::string line;
    std::getline(lines, line);
    EXPECT_EQ(line, "# mine");
    int secrets = 0;
    while (std::getline(lines, line)) secrets += line.starts_with("CLIENT_RANDOM ") ? 1 : 0;
    EXPECT_EQ(secrets, 2);
}

TEST_F(KeyLogFile, lines_of_several_threads_do_not_mix) {
    KeyLog log{path()};
    tell_from_threads(log, 4, 50);
    EXPECT_EQ(content(), times(200, "CLIENT_RANDOM " + times(32, "ab") + " " + times(48, "cd") + "\n"));
    EXPECT_FALSE(log.is_incomplete());
}

TEST_F(KeyLogFile, a_file_that_cannot_be_opened_is_reported_with_its_name) {
    const std::string nowhere = path() + "/no/such/file";
    try {
        const KeyLog log{nowhere};
        FAIL() << "opened " << nowhere;
    } catch (const std::system_error& error) {
        EXPECT_NE(std::string{error.what()}.find(nowhere), std::string::npos);
    }
}

TEST(KeyLog, a_line_that_cannot_be_written_is_remembered) {
    KeyLog log{"/dev/full"};
    log.secret(Role::client, "CLIENT_RANDOM", client_random, master_secret);
    EXPECT_TRUE(log.is_incomplete());
}

TEST(KeyLog, threads_that_cannot_write_may_remember_it_at_the_same_time) {
    KeyLog log{"/dev/full"};
    tell_from_threads(log, 4, 50); // ./dev tsan sees whether they race
    EXPECT_TRUE(log.is_incomplete());
}

} // namespace vitrine::tls
