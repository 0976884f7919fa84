// What is given out of a folder, and what is not, however it is asked for.
#include "apps/files/document_root.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>

namespace vitrine::apps {
namespace {

namespace fs = std::filesystem;

class DocumentRootOf : public testing::Test {
protected:
    DocumentRootOf() {
        fs::create_directories(base / "root/below");
        write("secret.txt", "of others");
        write("root/a.txt", "a file");
        write("root/index.html", "<p>");
        write("root/.hidden", "no");
        write("root/below/b.txt", "one more");
        fs::create_symlink("below/b.txt", base / "root/inside");
        fs::create_symlink("../secret.txt", base / "root/outside");
        fs::create_symlink(base / "root/a.txt", base / "root/absolute");
        fs::create_symlink("loop", base / "root/loop");
        EXPECT_EQ(::mkfifo((base / "root/fifo").c_str(), 0600), 0);
    }
    ~DocumentRootOf() override { fs::remove_all(base); }

    void write(const std::string& name, const std::string& text) { std::ofstream{base / name} << text; }

    Found open(std::string_view path) {
        OpenFile file;
        return DocumentRoot{(base / "root").string()}.open(path, file);
    }

    fs::path base = fs::temp_directory_path() / ("vitrine-files-" + std::to_string(::getpid()));
};

TEST_F(DocumentRootOf, gives_out_regular_files_with_their_size) {
    OpenFile file;
    ASSERT_EQ(DocumentRoot{(base / "root").string()}.open("/below/b.txt", file), Found::file);
    EXPECT_EQ(file.size, 8U);
    EXPECT_GT(file.changed.tv_sec, 0);
    char text[8];
    EXPECT_EQ(::read(file.descriptor.number(), text, 8), 8);
    EXPECT_EQ(std::string(text, 8), "one more");
}

TEST_F(DocumentRootOf, knows_folders_and_their_index) {
    EXPECT_EQ(open("/"), Found::file);
    EXPECT_EQ(open("/below"), Found::folder);
    EXPECT_EQ(open("/below/"), Found::nothing); // no index, and no list
    EXPECT_EQ(open("//below//b.txt"), Found::file);
}

TEST_F(DocumentRootOf, is_not_left_by_any_path) {
    for (const char* path : {"/../secret.txt", "/below/../../secret.txt", "/below/../../../../../../etc/passwd", "/..",
                             "/outside", "/absolute", "/loop", "", "a.txt", "../secret.txt"})
        EXPECT_EQ(open(path), Found::nothing) << path;
    EXPECT_EQ(open("/inside"), Found::file);
}

TEST_F(DocumentRootOf, does_not_give_out_hidden_files_and_what_is_no_file) {
    for (const char* path : {"/.hidden", "/below/./b.txt", "/fifo", "/none", "/a.txt/", "/a.txt/b"})
        EXPECT_EQ(open(path), Found::nothing) << path;
    EXPECT_EQ(open("/" + std::string(5000, 'x')), Found::nothing);
}

TEST_F(DocumentRootOf, must_be_a_folder) {
    EXPECT_THROW(DocumentRoot{(base / "none").string()}, std::system_error);
    EXPECT_THROW(DocumentRoot{(base / "secret.txt").string()}, std::system_error);
}

TEST(PathOfTarget, is_decoded_once) {
    EXPECT_EQ(path_of_target("/a%20b?c=/../d#e"), "/a b");
    EXPECT_EQ(path_of_target("/%2e%2e/%252e"), "/../%2e");
    EXPECT_EQ(path_of_target("/\xc3\xa4"), "/\xc3\xa4");
    for (const char* target : {"", "a", "*", "http://x/a", "/%", "/%2", "/%zz", "/%00", "/%-1", "/a%+1b"})
        EXPECT_EQ(path_of_target(target), "") << target;
}

} // namespace
} // namespace vitrine::apps
