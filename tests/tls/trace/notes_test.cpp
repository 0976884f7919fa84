// Every field has a note, every note has a field, and each is short and says where to read on.
#include "tests/tls/trace/known_paths.h"
#include "tls/trace/notes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace vitrine::tls {

namespace {

std::set<std::string> all_paths() {
    std::set<std::string> paths = paths_of_records();
    paths.merge(paths_of_messages());
    paths.merge(paths_of_certificates());
    paths.merge(paths_of_files());
    return paths;
}

std::vector<Note> all_notes() {
    std::vector<Note> notes;
    for (const auto table :
         {record_notes(), hello_notes(), extension_notes(), handshake_notes(), certificate_notes(), revocation_notes()})
        notes.insert(notes.end(), table.begin(), table.end());
    return notes;
}

} // namespace

TEST(Notes, every_field_that_can_be_met_has_one) {
    const std::set<std::string> paths = all_paths();
    EXPECT_GT(paths.size(), 180U);
    for (const std::string& path : paths) EXPECT_NE(note_for(path), nullptr) << path;
}

TEST(Notes, every_one_belongs_to_a_field_that_can_be_met) {
    std::set<const Note*> met;
    for (const std::string& path : all_paths()) met.insert(note_for(path));
    for (const auto table :
         {record_notes(), hello_notes(), extension_notes(), handshake_notes(), certificate_notes(), revocation_notes()})
        for (const Note& note : table) EXPECT_TRUE(met.contains(&note)) << note.path;
}

TEST(Notes, none_stands_twice) {
    std::vector<std::string_view> paths;
    for (const Note& note : all_notes()) paths.push_back(note.path);
    std::ranges::sort(paths);
    EXPECT_EQ(std::ranges::adjacent_find(paths), paths.end());
}

TEST(Notes, each_is_one_to_three_sentences_with_a_section) {
    for (const Note& note : all_notes()) {
        EXPECT_THAT(std::string{note.rfc}, testing::MatchesRegex("RFC [0-9]+ §[A-Z0-9.]+")) << note.path;
        EXPECT_EQ(note.text.back(), '.') << note.path;
        EXPECT_GE(note.text.size(), 30U) << note.path;
        EXPECT_LE(note.text.size(), 420U) << note.path;
    }
}

TEST(Notes, messages_with_a_name_have_a_note_of_their_own) {
    for (const std::string name : {"HelloRequest", "ClientHello", "ServerHello", "NewSessionTicket", "Certificate",
                                   "ServerKeyExchange", "CertificateRequest", "ServerHelloDone", "CertificateVerify",
                                   "ClientKeyExchange", "Finished", "CertificateURL", "CertificateStatus"})
        EXPECT_EQ(note_for(name + ".msg_type")->path, name + ".msg_type");
}

TEST(Notes, a_path_is_found_whatever_its_numbers) {
    EXPECT_EQ(general_path("ClientHello.extensions[12].extension_data"), "ClientHello.extensions[].extension_data");
    EXPECT_EQ(general_path("unknown(0x63).content"), "unknown.content");
    EXPECT_EQ(general_path("a[3"), "a[]");
    EXPECT_EQ(note_for("ClientHello.cipher_suites[7]"), note_for("ClientHello.cipher_suites[0]"));
    EXPECT_EQ(note_for("ServerHello.not_understood")->path, "*.not_understood");
    EXPECT_EQ(note_for("nothing"), nullptr);
    EXPECT_EQ(note_for(""), nullptr);
}

} // namespace vitrine::tls
