// The page of every recording and every capture: small, and without secrets unless they are wanted.
#include "apps/explain_source.h"
#include "net/files/read_file.h"
#include "tls/trace/page.h"

#include <filesystem>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::apps {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string tests = VITRINE_TEST_DATA;
constexpr std::size_t largest = 400'000; // bytes

std::vector<std::string> recordings() {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator{tests + "/recordings"})
        if (entry.path().extension() == ".tlsrec") files.push_back(entry.path());
    return files;
}

std::string page_of(const ExplainSource& source, tls::Secrets secrets) {
    const auto& told = std::get<ToldConnection>(source.content);
    tls::PageOptions options;
    options.secrets = secrets;
    return tls::render_page(told.events, told.us, options);
}

std::vector<std::string> master_secrets_in(const ExplainSource& source) {
    std::vector<std::string> secrets;
    for (const tls::Event& event : std::get<ToldConnection>(source.content).events)
        if (const auto* secret = tls::as<tls::told::Secret>(event)) secrets.push_back(to_hex(secret->secret));
    return secrets;
}

TEST(PageOfARun, of_every_recording_there_is_a_small_page_that_keeps_its_secrets_unless_asked) {
    ASSERT_GE(recordings().size(), 20U);
    for (const std::string& file : recordings()) {
        SCOPED_TRACE(file);
        for (const ExplainSource& source : sources_in(net::read_file(file), file)) {
            const std::string hidden = page_of(source, tls::Secrets::hidden);
            const std::string shown = page_of(source, tls::Secrets::shown);
            EXPECT_LT(shown.size(), largest);
            for (const std::string& secret : master_secrets_in(source)) {
                EXPECT_THAT(hidden, Not(HasSubstr(secret)));
                EXPECT_THAT(shown, HasSubstr(secret));
            }
        }
    }
}

TEST(PageOfARun, a_capture_of_a_full_and_a_resumed_handshake_shows_the_path_that_each_took) {
    const std::string keys = net::read_file(tests + "/captures/keys.log");
    const auto sources = sources_in(net::read_file(tests + "/captures/ticket_then_resumed.pcap"), "c", keys);
    ASSERT_EQ(sources.size(), 2U);
    const std::string full = page_of(sources[0], tls::Secrets::shown);
    const std::string resumed = page_of(sources[1], tls::Secrets::shown);
    EXPECT_THAT(full, HasSubstr("client_finished → new_session_ticket by client: Finished (full, new ticket)"));
    EXPECT_THAT(resumed, HasSubstr("server_finished → client_change_cipher_spec by server: Finished (resumed)"));
    EXPECT_THAT(resumed, HasSubstr("data-state=\"established\"><rect"));
}

} // namespace
} // namespace vitrine::apps
