// The page of a connection: whole, harmless, silent about secrets unless asked, and with everything on it.
#include "tls/trace/page.h"

#include "tests/support/endpoints.h"
#include "tls/base/names.h"
#include "tls/trace/explain.h"
#include "tls/trace/notes.h"
#include "tls/trace/printable.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <regex>

namespace vitrine::tls {
namespace {

using testing::HasSubstr;
using testing::Not;
using tests::client_config;
using tests::SeededPair;
using tests::server_config;

constexpr std::string_view spoken = "POST /secret-path HTTP/1.1";

// Both ends of a connection that has carried a request.
struct Told {
    explicit Told(ClientConfig client = client_config(), ServerConfig server = server_config())
        : both{std::move(client), std::move(server), &of_client, &of_server} {
        both.pair.run();
        (void)tests::put(both.client, as_bytes(spoken));
        both.pair.run();
    }

    std::string page(Secrets secrets) const {
        PageOptions options;
        options.secrets = secrets;
        return render_page(of_server.events(), Role::server, options);
    }

    Story of_client, of_server;
    SeededPair both;
};

std::size_t count(const std::string& text, std::string_view what) {
    std::size_t number = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++number;
    return number;
}

// The text less whatever stands between two others, both included. No regular expression: on a page's style or script
// the standard library's takes a frame of the stack for each character.
std::string without(std::string text, std::string_view begin, std::string_view end) {
    for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at)) {
        const std::size_t to = text.find(end, at);
        if (to == std::string::npos) break;
        text.erase(at, to + end.size() - at);
    }
    return text;
}

// The tags of a page, as they stand between < and >.
std::vector<std::string> tags_of(const std::string& html) {
    std::vector<std::string> tags;
    for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1))
        tags.push_back(html.substr(at + 1, html.find('>', at) - at - 1));
    return tags;
}

// Whether every element that is opened is closed, in order.
testing::AssertionResult nests(const std::string& page) {
    static const std::set<std::string> without_end{"meta", "br", "link", "!DOCTYPE"};
    std::vector<std::string> open;
    for (const std::string& tag : tags_of(without(without(page, "<style>", "</style>"), "<script>", "</script>"))) {
        const bool closes = tag.starts_with('/');
        const std::string name = tag.substr(closes ? 1 : 0, tag.find_first_of(" \n/", 1) - (closes ? 1 : 0));
        if (without_end.contains(name) || tag.ends_with('/')) continue;
        if (!closes)
            open.push_back(name);
        else if (open.empty() || open.back() != name)
            return testing::AssertionFailure()
                   << "</" << name << "> closes " << (open.empty() ? "nothing" : open.back());
        else
            open.pop_back();
    }
    return open.empty() ? testing::AssertionSuccess() : testing::AssertionFailure() << open.back() << " stays open";
}

// Every secret that the run told, in hexadecimal.
std::vector<std::string> secrets_of(const Story& story) {
    std::vector<std::string> secrets;
    for (const Event& event : story.events()) {
        if (const auto* agreement = as<told::Agreement>(event)) secrets.push_back(to_hex(agreement->premaster));
        const auto* derivation = as<told::Derivation>(event);
        if (derivation == nullptr) continue;
        secrets.push_back(to_hex(derivation->output));
        for (const told::Named& part : derivation->parts) secrets.push_back(to_hex(part.bytes));
        for (const Bytes& step : derivation->a) secrets.push_back(to_hex(step));
    }
    return secrets;
}

TEST(Page, every_element_that_is_opened_is_closed) {
    const Told told;
    EXPECT_TRUE(nests(told.page(Secrets::shown)));
    EXPECT_TRUE(nests(told.page(Secrets::hidden)));
}

TEST(Page, no_two_elements_have_the_same_id_and_every_link_inside_it_leads_somewhere) {
    const std::string page = Told{}.page(Secrets::shown);
    const std::regex id{" id=\"([^\"]*)\""}, link{"href=\"#([^\"]*)\""};
    std::set<std::string> ids;
    for (std::sregex_iterator at{page.begin(), page.end(), id}, end; at != end; ++at)
        EXPECT_TRUE(ids.insert((*at)[1]).second) << (*at)[1];
    for (std::sregex_iterator at{page.begin(), page.end(), link}, end; at != end; ++at)
        EXPECT_TRUE(ids.contains((*at)[1])) << (*at)[1];
}

TEST(Page, every_byte_of_every_record_is_in_its_dump_in_order) {
    const Told told;
    const std::string page = told.page(Secrets::shown);
    const std::regex dump{"aria-label=\"(Bytes|Ciphertext) of record [^>]*>([^]*?)</pre>"};
    const std::regex offset{"<b>[0-9a-f]{4}</b>"}, other{"<[^>]*>|\\s"};
    std::vector<std::string> dumps, wires;
    for (std::sregex_iterator at{page.begin(), page.end(), dump}, end; at != end; ++at)
        dumps.push_back(std::regex_replace(std::regex_replace((*at)[2].str(), offset, ""), other, ""));
    for (const ExplainedRecord& record : explain_records(told.of_server.events(), Role::server))
        wires.push_back(to_hex(record.wire));
    EXPECT_EQ(dumps, wires);
}

TEST(Page, without_leave_no_secret_and_no_plaintext_of_an_encrypted_record_is_on_it) {
    const Told told;
    const std::string page = told.page(Secrets::hidden);
    ASSERT_GE(secrets_of(told.of_server).size(), 10U);
    for (const std::string& secret : secrets_of(told.of_server)) EXPECT_THAT(page, Not(HasSubstr(secret)));
    EXPECT_THAT(page, Not(HasSubstr(std::string{spoken})));
    EXPECT_THAT(page, HasSubstr("No secrets are on this page"));
    EXPECT_THAT(page, Not(HasSubstr("This page holds secrets")));
}

TEST(Page, with_leave_every_secret_and_the_plaintext_are_on_it_and_it_says_so) {
    const Told told;
    const std::string page = told.page(Secrets::shown);
    for (const std::string& secret : secrets_of(told.of_server)) EXPECT_THAT(page, HasSubstr(secret));
    EXPECT_THAT(page, HasSubstr(std::string{spoken}));
    EXPECT_THAT(page, HasSubstr("This page holds secrets"));
}

TEST(Page, the_nonce_of_a_record_is_the_write_iv_and_the_explicit_nonce) { // RFC 5288 §3
    const Told told;
    std::string iv;
    for (const Event& event : told.of_server.events())
        if (const auto* derivation = as<told::Derivation>(event))
            for (const told::Named& part : derivation->parts)
                if (part.name == "client_write_IV") iv = to_hex(part.bytes);
    EXPECT_THAT(told.page(Secrets::shown), HasSubstr(iv + "0000000000000001</code>")); // of the record behind Finished
}

ClientConfig with_chacha20() {
    ClientConfig client = client_config();
    client.preferences.cipher_suites = {CipherSuite::tls_ecdhe_rsa_with_chacha20_poly1305_sha256};
    return client;
}

TEST(Page, the_nonce_of_a_record_of_chacha20_poly1305_is_the_write_iv_xor_its_number) { // RFC 7905 §2
    const Told told{with_chacha20()};
    Bytes iv;
    for (const Event& event : told.of_server.events())
        if (const auto* derivation = as<told::Derivation>(event))
            for (const told::Named& part : derivation->parts)
                if (part.name == "client_write_IV") iv = part.bytes;
    ASSERT_EQ(iv.size(), 12U);
    iv.back() ^= 1; // of the record behind Finished
    const std::string page = told.page(Secrets::shown);
    EXPECT_THAT(page, HasSubstr(to_hex(iv) + "</code>"));
    EXPECT_THAT(page, HasSubstr("client_write_IV xor sequence number"));
    EXPECT_THAT(page, Not(HasSubstr("explicit nonce")));
    EXPECT_THAT(page, HasSubstr("0000000000000001170303001a")); // additional data: of 26 bytes
    EXPECT_TRUE(nests(page));
}

TEST(Page, without_leave_nothing_secret_of_chacha20_poly1305_is_on_it_either) {
    const Told told{with_chacha20()};
    const std::string page = told.page(Secrets::hidden);
    for (const std::string& secret : secrets_of(told.of_server)) EXPECT_THAT(page, Not(HasSubstr(secret)));
    EXPECT_THAT(page, Not(HasSubstr(std::string{spoken})));
}

TEST(Page, every_check_stands_on_it_with_what_was_found_and_expected) {
    const Told told;
    const std::string page = told.page(Secrets::shown);
    for (const Event& event : told.of_server.events()) {
        const auto* check = as<told::Check>(event);
        if (check == nullptr) continue;
        for (const std::string& text : {check->what, check->found, check->expected})
            EXPECT_THAT(page, HasSubstr(html_escaped(text)));
    }
    EXPECT_EQ(count(page, "✗ refused"), 0U);
}

TEST(Page, a_candidate_that_was_dropped_stands_on_it_with_the_reason) {
    const std::string page = Told{}.page(Secrets::hidden);
    EXPECT_THAT(page, HasSubstr("– dropped</span></td><th scope=\"row\">TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"));
}

TEST(Page, of_a_failed_handshake_it_names_the_check_that_refused_and_the_alert) {
    ClientConfig client = client_config();
    client.trust_store = tests::trust_store("other_ca");
    const Told told{std::move(client)};
    PageOptions options;
    const std::string page = render_page(told.of_client.events(), Role::client, options);
    EXPECT_THAT(page, HasSubstr("The connection failed"));
    EXPECT_THAT(page, HasSubstr("fatal unknown_ca(48)"));
    EXPECT_THAT(page, HasSubstr("✗ refused"));
    EXPECT_THAT(page, HasSubstr("✗ ended here"));
    EXPECT_TRUE(nests(page));
    const std::string other = render_page(told.of_server.events(), Role::server, options);
    EXPECT_THAT(other, HasSubstr("The client gave up and said so by an alert."));
}

TEST(Page, the_state_lit_is_the_one_that_the_last_message_led_to) {
    EXPECT_THAT(Told{}.page(Secrets::hidden), HasSubstr("<g class=\"state been now\" data-state=\"established\">"));
}

TEST(Page, what_a_peer_sent_is_text_wherever_it_stands) {
    ClientConfig client = client_config();
    client.preferences.alpn_protocols = {"<img src=x onerror=alert(1)>", "\x1b]0;owned\x07"};
    Told told{std::move(client)};
    Story story = told.of_server;
    story.add({Role::server, told::Choice{"<b>", "</td><script>alert(1)</script>", true, "\"'><script>"}});
    story.add({Role::server, told::Check{"</table>", "<script>", "<script>", false, "RFC <script>"}});
    story.add({Role::server, told::Failure{false, AlertDescription::decode_error, "<script>", "\"><script>"}});
    PageOptions options{Secrets::shown, "<script>", "<script>", {"<script>", "<script>"}, {{"<script>", "<script>"}},
                        "<script>"};
    const std::string page = render_page(story.events(), Role::server, options);
    EXPECT_EQ(count(page, "<script"), 1U); // the page's own
    EXPECT_THAT(page, Not(HasSubstr("<img")));
    EXPECT_THAT(page, Not(HasSubstr("\x1b")));
    EXPECT_THAT(page, HasSubstr("&#60;img src=x onerror=alert(1)&#62;"));
    EXPECT_TRUE(nests(page));
}

TEST(Page, it_may_load_nothing_and_run_no_script_but_its_own) {
    const std::string page = Told{}.page(Secrets::shown);
    EXPECT_THAT(page, HasSubstr("http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;;"));
    const std::regex loads{
        "<(img|link|iframe|object|embed|video|audio|source)\\b|\\ssrc=|\\son[a-z]+=|url\\((?!#)|@import"};
    EXPECT_FALSE(std::regex_search(page, loads));
}

TEST(Page, half_a_megabyte_is_never_reached_by_an_ordinary_handshake) {
    EXPECT_LT(Told{}.page(Secrets::shown).size(), 400'000U);
}

TEST(Page, of_a_long_record_the_first_kilobyte_and_the_end_are_on_it) {
    Told told;
    (void)tests::take_delivered(told.both.server);
    const Bytes data(1 << 14, 'a');
    ASSERT_TRUE(tests::put(told.both.client, data));
    told.both.pair.run();
    const std::string page = told.page(Secrets::shown);
    EXPECT_THAT(page, HasSubstr("and 15360 bytes more"));
    EXPECT_LT(page.size(), 400'000U);
    EXPECT_TRUE(nests(page));
}

TEST(Page, of_a_connection_between_others_the_path_is_found_from_its_messages) {
    const Told told;
    Story story; // what a capture tells: records, and nothing of what either end thought
    for (const Event& event : told.of_server.events())
        if (as<told::Wire>(event) || as<told::Record>(event)) story.add(event);
    PageOptions options;
    const std::string page = render_page(story.events(), Role::server, options);
    EXPECT_THAT(page, HasSubstr("<g class=\"state been now\" data-state=\"established\">"));
    EXPECT_EQ(count(page, "<g class=\"move taken"), 10U);
}

TEST(Page, a_story_that_breaks_off_anywhere_still_makes_a_whole_page) {
    const Told told;
    const std::vector<Event>& all = told.of_server.events();
    for (std::size_t size = 0; size <= all.size(); size += 3) {
        const std::vector<Event> begun{all.begin(), all.begin() + static_cast<std::ptrdiff_t>(size)};
        PageOptions options;
        EXPECT_THAT(render_page(begun, Role::server, options), HasSubstr("</html>")) << size;
    }
}

} // namespace
} // namespace vitrine::tls
