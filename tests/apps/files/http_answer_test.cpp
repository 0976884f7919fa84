// Which status, which fields and which bytes a request is answered with.
#include "apps/files/http_answer.h"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace vitrine::apps {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

class HttpAnswerTo : public testing::Test {
protected:
    HttpAnswerTo() {
        fs::create_directories(base / "folder");
        std::ofstream{base / "ten.txt"} << "0123456789";
    }
    ~HttpAnswerTo() override { fs::remove_all(base); }

    HttpAnswer to(HttpRequest request) { return answer_to(request, DocumentRoot{base.string()}); }
    static HttpRequest get(std::string target) {
        HttpRequest request;
        request.method = HttpRequest::Method::get;
        request.method_name = "GET";
        request.target = std::move(target);
        request.keep_alive = true;
        return request;
    }
    static std::string field(const HttpAnswer& answer, const std::string& name) {
        const std::size_t at = answer.head.find("\r\n" + name + ": ");
        if (at == std::string::npos) return {};
        const std::size_t begin = at + name.size() + 4;
        return answer.head.substr(begin, answer.head.find("\r\n", begin) - begin);
    }

    fs::path base = fs::temp_directory_path() / ("vitrine-answers-" + std::to_string(::getpid()));
};

TEST_F(HttpAnswerTo, a_get_is_the_whole_file) {
    const HttpAnswer answer = to(get("/ten.txt"));
    EXPECT_EQ(answer.status, 200U);
    EXPECT_THAT(answer.head, testing::StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(answer.head, testing::EndsWith("\r\n\r\n"));
    EXPECT_EQ(field(answer, "Content-Length"), "10");
    EXPECT_EQ(field(answer, "Content-Type"), "text/plain; charset=utf-8");
    EXPECT_EQ(field(answer, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(answer.part.size, 10U);
    EXPECT_TRUE(answer.keep_alive);
}

TEST_F(HttpAnswerTo, a_head_has_the_fields_and_no_byte_of_it) {
    HttpRequest request = get("/ten.txt");
    request.method = HttpRequest::Method::head;
    const HttpAnswer answer = to(request);
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(field(answer, "Content-Length"), "10");
    EXPECT_EQ(answer.part.size, 0U);
    request.target = "/none";
    EXPECT_THAT(to(request).head, testing::EndsWith("\r\n\r\n")); // nor of a refusal
}

TEST_F(HttpAnswerTo, a_range_is_that_part) {
    HttpRequest request = get("/ten.txt");
    request.range = "bytes=2-4";
    HttpAnswer answer = to(request);
    EXPECT_EQ(answer.status, 206U);
    EXPECT_EQ(field(answer, "Content-Range"), "bytes 2-4/10");
    EXPECT_EQ(field(answer, "Content-Length"), "3");
    EXPECT_EQ(answer.part.begin, 2U);
    EXPECT_EQ(answer.part.size, 3U);
    request.range = "bytes=10-";
    answer = to(request);
    EXPECT_EQ(answer.status, 416U);
    EXPECT_EQ(field(answer, "Content-Range"), "bytes */10");
    EXPECT_EQ(answer.part.size, 0U);
}

TEST_F(HttpAnswerTo, a_range_of_another_file_is_the_whole_of_this_one) {
    HttpRequest request = get("/ten.txt");
    const std::string tag = field(to(request), "ETag");
    const std::string date = field(to(request), "Last-Modified");
    request.range = "bytes=2-4";
    for (const auto& [if_range, status] : {std::pair{tag, 206U}, {date, 206U}, {std::string{"\"other\""}, 200U}}) {
        request.if_range = if_range;
        EXPECT_EQ(to(request).status, status) << if_range;
    }
}

TEST_F(HttpAnswerTo, what_the_client_has_already_is_not_sent_again) {
    HttpRequest request = get("/ten.txt");
    const std::string tag = field(to(request), "ETag"), date = field(to(request), "Last-Modified");
    request.if_modified_since = date;
    EXPECT_EQ(to(request).status, 304U);
    EXPECT_EQ(to(request).part.size, 0U);
    request.if_none_match = "\"other\""; // counts more than the date
    EXPECT_EQ(to(request).status, 200U);
    request.if_none_match = "\"other\", " + tag;
    EXPECT_EQ(to(request).status, 304U);
    std::ofstream{base / "ten.txt", std::ios::app} << "more";
    EXPECT_EQ(to(request).status, 200U);
    request.if_none_match.clear();
    request.if_modified_since = "once upon a time";
    EXPECT_EQ(to(request).status, 200U);
}

TEST_F(HttpAnswerTo, what_is_not_given_out_says_why) {
    EXPECT_EQ(to(get("/none")).status, 404U);
    EXPECT_EQ(to(get("/%2e%2e/etc/passwd")).status, 404U);
    EXPECT_EQ(to(get("/%zz")).status, 400U);
    HttpRequest request = get("/ten.txt");
    request.method = HttpRequest::Method::other;
    const HttpAnswer answer = to(request);
    EXPECT_EQ(answer.status, 405U);
    EXPECT_EQ(field(answer, "Allow"), "GET, HEAD");
    EXPECT_THAT(answer.head, testing::EndsWith("\r\n\r\n405 Method Not Allowed\n"));
    EXPECT_FALSE(refusal(431).keep_alive);
}

TEST_F(HttpAnswerTo, a_folder_without_its_slash_leads_to_itself_and_to_no_other_host) {
    EXPECT_EQ(field(to(get("/folder?x")), "Location"), "/folder/");
    const HttpAnswer answer = to(get("//folder"));
    EXPECT_EQ(answer.status, 301U);
    EXPECT_EQ(field(answer, "Location"), "/folder/");
}

TEST(HttpDate, is_written_and_read_as_rfc_9110_has_it) {
    EXPECT_EQ(http_date(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(time_of_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), 784111777);
    EXPECT_EQ(time_of_http_date("1994-11-06"), -1);
}

} // namespace
} // namespace vitrine::apps
