// Where a run can be stopped.
#include "apps/step/scene.h"
#include "apps/step/stops.h"
#include "tests/apps/step/runs_for_tests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::apps {
namespace {

// What the flow says of the client's stops, without numbers.
std::vector<std::string> flow_of_client(const std::vector<tls::Event>& events) {
    std::vector<std::string> flow;
    for (const Line& line : flow_of(scene_at(events, events.size(), tls::Secrets::hidden), 80)) {
        const std::size_t client = line.text.find("client ");
        if (client != std::string::npos) flow.push_back(line.text.substr(client));
    }
    return flow;
}

TEST(Stops, of_a_longer_run_are_those_of_its_beginning_and_more) {
    for (const Unit unit : {Unit::message, Unit::record}) {
        const auto run = pair_run(ClientCertificate::shown);
        std::vector<std::vector<std::size_t>> seen;
        while (run->advance(-1) == Progress::moved) seen.push_back(stops_in(run->events(), unit));
        const auto all = stops_in(run->events(), unit);
        for (const auto& stops : seen)
            ASSERT_TRUE(std::equal(stops.begin(), stops.end(), all.begin(),
                                   all.begin() + static_cast<std::ptrdiff_t>(stops.size())));
    }
}

TEST(Stops, are_one_for_each_message_that_the_client_writes_or_reads) {
    const auto run = pair_run(ClientCertificate::shown);
    run_to_its_end(*run);
    EXPECT_THAT(flow_of_client(run->events()),
                testing::ElementsAre("client → ClientHello", "client ← ServerHello", "client ← Certificate",
                                     "client ← ServerKeyExchange", "client ← CertificateRequest",
                                     "client ← ServerHelloDone", "client → Certificate", "client → ClientKeyExchange",
                                     "client → CertificateVerify", "client → ChangeCipherSpec", "client → Finished",
                                     "client ← ChangeCipherSpec", "client ← Finished", "client → application data",
                                     "client ← application data", "client → Alert", "client ← Alert"));
}

TEST(Stops, of_a_recording_without_secrets_are_the_same) { // although the encrypted messages are not in it
    const auto run = pair_run();
    run_to_its_end(*run);
    std::vector<tls::Event> without;
    for (const tls::Event& event : run->events())
        if (const auto kept = tls::without_secrets(event)) without.push_back(*kept);
    ASSERT_LT(without.size(), run->events().size());
    EXPECT_EQ(flow_of_client(without), flow_of_client(run->events()));
}

TEST(Stops, by_record_are_more_where_a_message_takes_several_records) {
    PairSetting setting = pair_setting();
    auto server = std::make_shared<tls::ServerConfig>(*setting.server);
    server->max_send_fragment = 64;
    setting.server = server;
    PairRun run{setting};
    run_to_its_end(run);
    const auto messages = stops_in(run.events(), Unit::message), records = stops_in(run.events(), Unit::record);
    EXPECT_GT(records.size(), messages.size() + 10);
    EXPECT_TRUE(std::includes(records.begin(), records.end(), messages.begin(), messages.end()));
}

TEST(Act, of_a_stop_begins_behind_the_stop_before) {
    const auto run = pair_run();
    run_to_its_end(*run);
    std::size_t before = 0;
    for (const std::size_t stop : stops_in(run->events(), Unit::message)) {
        const Act act = act_at(run->events(), stop);
        EXPECT_EQ(act.begin, before);
        EXPECT_EQ(act.end, stop);
        before = stop;
    }
}

} // namespace
} // namespace vitrine::apps
