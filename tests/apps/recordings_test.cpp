// The recordings in tests/recordings, made with openssl: each is replayed bit for bit, and soon.
#include "apps/command_line.h"
#include "apps/kept_run.h"
#include "apps/recording_file.h"
#include "tests/support/files.h"
#include "tls/lab/replay.h"

#include <algorithm>
#include <chrono>
#include <clocale>
#include <filesystem>
#include <gtest/gtest.h>

namespace vitrine::apps {
namespace {

std::vector<std::string> recordings() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator{VITRINE_TEST_DATA "/recordings"})
        if (entry.path().extension() == ".tlsrec") names.push_back(entry.path().stem());
    std::ranges::sort(names);
    return names;
}

tls::Recording recording_of(const std::string& name) {
    return read_recording(VITRINE_TEST_DATA "/recordings/" + name + ".tlsrec");
}

class Recorded : public testing::TestWithParam<std::string> {};

TEST_P(Recorded, run_is_replayed_without_a_difference) {
    const auto difference = tls::replay(recording_of(GetParam()));
    if (difference)
        FAIL() << "event " << difference->event << " " << difference->kind << " " << difference->field << "\n"
               << difference->recorded << "\n"
               << difference->replayed;
}

TEST_P(Recorded, run_takes_fewer_than_50_milliseconds) {
    if (std::string_view{VITRINE_SANITIZE} != "") GTEST_SKIP() << "sanitizers take their time";
    auto best = std::chrono::steady_clock::duration::max(); // of three: another program may be in the way once
    for (int i = 0; i < 3; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        (void)tls::replay(recording_of(GetParam()));
        best = std::min(best, std::chrono::steady_clock::now() - begin);
    }
    EXPECT_LT(std::chrono::duration_cast<std::chrono::milliseconds>(best).count(), 50);
}

TEST_P(Recorded, run_does_not_depend_on_folder_locale_or_time_zone) {
    const tls::Recording recording = recording_of(GetParam());
    const std::filesystem::path here = std::filesystem::current_path();
    std::filesystem::current_path("/");
    ::setenv("TZ", "Pacific/Kiritimati", 1);
    ::setenv("LC_ALL", "tr_TR.UTF-8", 1);
    std::setlocale(LC_ALL, ""); // stays as it is where there is no such locale
    EXPECT_FALSE(tls::replay(recording).has_value());
    std::setlocale(LC_ALL, "C");
    ::unsetenv("LC_ALL");
    ::unsetenv("TZ");
    std::filesystem::current_path(here);
}

TEST_P(Recorded, file_is_what_it_would_be_written_as) {
    const std::string text = tests::read_test_file("recordings/" + GetParam() + ".tlsrec");
    EXPECT_EQ(recording_text(parse_recording(text, "text")), text);
}

TEST_P(Recorded, run_that_is_kept_for_a_debugger_while_it_is_replayed_is_the_same_file) {
    const tls::Recording recording = recording_of(GetParam());
    KeptRun kept =
        recording.us == tls::Role::client ? KeptRun{recording.client_config} : KeptRun{recording.server_config};
    tls::Replay replay{recording, &kept};
    while (replay.step()) {
    }
    EXPECT_EQ(kept.recording(), tests::read_test_file("recordings/" + GetParam() + ".tlsrec"));
}

std::string name_of_case(const testing::TestParamInfo<std::string>& info) { return info.param; }
INSTANTIATE_TEST_SUITE_P(Golden, Recorded, testing::ValuesIn(recordings()), name_of_case);

TEST(Recordings, there_are_full_and_refused_handshakes_of_every_kind) {
    const std::vector<std::string> names = recordings();
    EXPECT_GE(std::ranges::count_if(names, [](const auto& name) { return name.starts_with("refused"); }), 8);
    EXPECT_GE(std::ranges::count_if(names, [](const auto& name) { return name.starts_with("client"); }), 5);
    EXPECT_GE(std::ranges::count_if(names, [](const auto& name) { return name.starts_with("server"); }), 5);
}

// What is wrong with a file is told with its name and the line.
void expect_refused(const std::string& text, std::string_view part) {
    try {
        parse_recording(text, "file.tlsrec");
        FAIL() << "it was read";
    } catch (const UsageError& error) {
        EXPECT_NE(std::string_view{error.what()}.find(part), std::string_view::npos) << error.what();
    }
}

TEST(RecordingFile, what_is_none_is_refused) {
    expect_refused("", "file.tlsrec: this is no recording");
    expect_refused("hello", "file.tlsrec: this is no recording");
}

TEST(RecordingFile, a_damaged_line_is_named) {
    const std::string text = tests::read_test_file("recordings/client_ecdsa.tlsrec");
    const std::size_t second = text.find('\n') + 1;
    expect_refused(text.substr(0, second + 20), "file.tlsrec line 2: ");
    expect_refused(text.substr(0, second) + "{\"n\":1,\"event\":\"draw\"}\n", "file.tlsrec line 2: event 1 where 0");
    expect_refused(text.substr(0, second) + "{\"n\":0,\"event\":\"draw\",\"bytes\":7}\n", "file.tlsrec line 2: ");
    expect_refused("{\"vitrine_recording\":2}\n", "schema 2");
    expect_refused("{\"vitrine_recording\":1,\"role\":\"judge\"}\n", "role 'judge'");
}

TEST(RecordingFile, any_byte_changed_or_cut_off_ends_in_words_and_not_in_a_crash) {
    const std::string text = tests::read_test_file("recordings/refused_http.tlsrec");
    for (std::size_t at = 0; at < text.size(); at += 7) {
        for (std::string changed : {text.substr(0, at), std::string{text}.replace(at, 1, "\xff")}) {
            try {
                (void)tls::replay(parse_recording(changed, "changed"));
            } catch (const UsageError&) {            // a sentence
            } catch (const std::invalid_argument&) { // its secrets are said to be missing
            }
        }
    }
}

} // namespace
} // namespace vitrine::apps
