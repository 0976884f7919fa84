// New files: whole or not there, private from the first moment on, never in the place of others unasked.
#include "apps/ca/new_files.h"

#include "apps/command_line.h"
#include "net/files/read_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <sys/stat.h>

namespace vitrine::apps::ca {
namespace {

namespace fs = std::filesystem;

class NewFilesIn : public testing::Test {
protected:
    void SetUp() override {
        std::string name = (fs::temp_directory_path() / "vitrine-ca-XXXXXX").string();
        folder = ::mkdtemp(name.data());
    }
    void TearDown() override { fs::remove_all(folder); }

    std::string path(const std::string& name) const { return (folder / name).string(); }
    std::size_t count() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator{folder}, fs::directory_iterator{}));
    }
    static mode_t mode_of(const std::string& path) {
        struct stat status {};
        return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 0777U : 0;
    }
    static crypto::SecretBytes secret() {
        crypto::SecretBytes bytes{3};
        bytes.fill()[0] = bytes.fill()[1] = bytes.fill()[2] = 'k';
        return bytes;
    }

    fs::path folder;
};

TEST_F(NewFilesIn, keys_are_their_owners_alone_and_the_rest_is_for_everybody) {
    const mode_t before = ::umask(0);
    NewFiles files{Existing::kept};
    files.add(path("a.pem"), "text");
    files.add_private(path("a.key"), secret());
    files.write();
    ::umask(before);
    EXPECT_EQ(mode_of(path("a.pem")), 0644U);
    EXPECT_EQ(mode_of(path("a.key")), 0600U);
    EXPECT_EQ(net::read_file(path("a.pem")), "text");
    EXPECT_EQ(net::read_file(path("a.key")), "kkk");
    EXPECT_EQ(count(), 2U) << "no temporary is left";
}

TEST_F(NewFilesIn, a_file_that_is_there_stays_and_none_of_the_others_is_made) {
    NewFiles{Existing::kept}.write();
    {
        NewFiles first{Existing::kept};
        first.add(path("b"), "old");
        first.write();
    }
    NewFiles files{Existing::kept};
    files.add(path("a"), "new");
    files.add(path("b"), "new");
    EXPECT_THROW(files.write(), UsageError);
    EXPECT_EQ(net::read_file(path("b")), "old");
    EXPECT_EQ(count(), 1U);
}

TEST_F(NewFilesIn, force_writes_over_a_file_and_makes_a_key_private) {
    {
        NewFiles first{Existing::kept};
        first.add(path("a"), "old");
        first.write();
    }
    NewFiles files{Existing::replaced};
    files.add_private(path("a"), secret());
    files.write();
    EXPECT_EQ(net::read_file(path("a")), "kkk");
    EXPECT_EQ(mode_of(path("a")), 0600U);
    EXPECT_EQ(count(), 1U);
}

TEST_F(NewFilesIn, what_is_no_regular_file_is_not_written_over_even_by_force) {
    fs::create_symlink(path("elsewhere"), path("link"));
    fs::create_directory(path("directory"));
    for (const char* name : {"link", "directory"})
        for (const Existing existing : {Existing::kept, Existing::replaced}) {
            NewFiles files{existing};
            files.add(path("a"), "new");
            files.add(path(name), "new");
            EXPECT_THROW(files.write(), UsageError) << name;
        }
    EXPECT_FALSE(fs::exists(path("elsewhere")));
    EXPECT_TRUE(fs::is_symlink(path("link")));
    EXPECT_EQ(count(), 2U);
}

TEST_F(NewFilesIn, two_files_in_one_place_are_refused_in_every_spelling) {
    fs::create_directory(path("d"));
    fs::create_directory_symlink(path("d"), path("e"));
    for (const char* other : {"d/a", "d/./a", "d/../d/a", "d//a", "e/a"})
        for (const Existing existing : {Existing::kept, Existing::replaced}) {
            NewFiles files{existing};
            files.add(path("d/a"), "text");
            files.add_private(path(other), secret());
            EXPECT_THROW(files.write(), UsageError) << other;
        }
    EXPECT_FALSE(fs::exists(path("d/a")));
}

TEST_F(NewFilesIn, a_failure_by_force_leaves_what_was_there) {
    {
        NewFiles first{Existing::kept};
        first.add(path("a"), "old");
        first.add(path("b"), "old");
        first.write();
    }
    NewFiles files{Existing::replaced};
    files.add(path("a"), "new");
    files.leave_none(path("b"));
    files.add(path("c"), "new");
    files.leave_none(path("c")); // nothing is there yet
    files.add_directory(path("made"));
    files.add(path("made/d"), "new");
    files.add(path("made/no/e"), "new");
    EXPECT_THROW(files.write(), UsageError);
    EXPECT_EQ(net::read_file(path("a")), "old");
    EXPECT_EQ(net::read_file(path("b")), "old");
    EXPECT_EQ(count(), 2U);
}

// The last file cannot be put in place: it grew a directory in its place only after all had been checked.
TEST_F(NewFilesIn, what_was_replaced_already_comes_back) {
    {
        NewFiles first{Existing::kept};
        first.add(path("a"), "old");
        first.add(path("b"), "old");
        first.write();
    }
    NewFiles files{Existing::replaced};
    files.add(path("a"), "new");
    files.leave_none(path("b"));
    files.add(path("c"), "new");
    files.add(path("d"), "new");
    files.add_directory(path("d"));
    EXPECT_THROW(files.write(), UsageError);
    EXPECT_EQ(net::read_file(path("a")), "old");
    EXPECT_EQ(net::read_file(path("b")), "old");
    EXPECT_EQ(count(), 2U);
}

TEST_F(NewFilesIn, what_belongs_to_a_replaced_file_goes_with_it) {
    for (const Existing existing : {Existing::kept, Existing::replaced}) {
        NewFiles files{existing};
        files.add(path("a"), "new");
        files.leave_none(path("b"));
        files.write();
        EXPECT_EQ(files.removed().size(), existing == Existing::kept ? 0U : 1U);
        EXPECT_EQ(count(), 1U);
        NewFiles again{Existing::kept};
        again.add(path("b"), "old");
        again.write();
    }
    NewFiles kept{Existing::kept};
    kept.leave_none(path("b"));
    EXPECT_THROW(kept.write(), UsageError);
}

TEST_F(NewFilesIn, a_failure_in_the_middle_leaves_nothing) {
    NewFiles files{Existing::kept};
    files.add(path("a"), "new");
    files.add(path("no/such/folder/b"), "new");
    EXPECT_THROW(files.write(), UsageError);
    EXPECT_EQ(count(), 0U);
}

} // namespace
} // namespace vitrine::apps::ca
