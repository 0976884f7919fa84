// Certificates for another host, or for names that are no names (RFC 9525, RFC 5280 §4.2.1.6), and at the wrong time.
#include "tls/x509/asn1/oid.h"
#include "tls/x509/bad/kinds.h"
#include "tls/x509/make/parts.h"

#include <array>

namespace vitrine::x509::bad {
namespace {

using namespace std::literals;

void name_it(Experiment& experiment, const std::vector<Bytes>& general_names) {
    experiment.leaf().extension(oid::subject_alt_name) = make::subject_alt_name(general_names);
}
void name_it(Experiment& experiment, std::string_view dns_name) { name_it(experiment, {make::dns_name(dns_name)}); }

void expired(Experiment& e) {
    e.set_validity(e.leaf(), e.now() - std::chrono::days{60}, e.now() - std::chrono::days{1});
}
void not_yet_valid(Experiment& e) {
    e.set_validity(e.leaf(), e.now() + std::chrono::days{1}, e.now() + std::chrono::days{60});
}
void expired_intermediate(Experiment& e) {
    e.set_validity(e.intermediate(), e.now() - std::chrono::days{60}, e.now() - std::chrono::days{1});
}
void wrong_host(Experiment& e) { name_it(e, "elsewhere.example"); }
void no_san(Experiment& e) { e.leaf().remove(oid::subject_alt_name); }
void v1_leaf(Experiment& e) { // what "openssl x509 -req" makes without -extfile
    e.leaf().parts.version = 1;
    e.leaf().parts.extensions.clear();
}
void nul_cn(Experiment& e) {
    no_san(e);
    e.leaf().parts.subject = name({{"CN", "localhost\0.evil.example"s}});
}
void nul_san(Experiment& e) { name_it(e, "localhost\0.evil.example"sv); }
void wildcard_tld(Experiment& e) {
    e.host_name = "victim.com";
    name_it(e, "*.com");
}
void wildcard_partial(Experiment& e) {
    e.host_name = "foo.site.example";
    name_it(e, "f*o.site.example");
}
void wildcard_two(Experiment& e) {
    e.host_name = "a.b.site.example";
    name_it(e, "*.*.site.example");
}
void wildcard_deep(Experiment& e) {
    e.host_name = "a.b.site.example";
    name_it(e, "*.site.example");
}
void wildcard_inner(Experiment& e) {
    e.host_name = "a.b.site.example";
    name_it(e, "a.*.site.example");
}
void ip_in_dns(Experiment& e) {
    e.host_name = "127.0.0.1";
    name_it(e, "127.0.0.1");
}
void trailing_dot(Experiment& e) { name_it(e, "localhost."); }
void ip_of_five_bytes(Experiment& e) {
    name_it(e, {make::dns_name("localhost"), make::ip_address(std::array<std::uint8_t, 5>{127, 0, 0, 1, 0})});
}
void email_for_host(Experiment& e) { name_it(e, {make::rfc822_name("localhost")}); }

// clang-format off
constexpr std::array kinds{
    //   name                    what is wrong                                                                            where it is ruled out      refused by     how it is made
    Kind{"expired",              "the leaf's time ended yesterday",                                                       "RFC 5280 §6.1.3 (a)(2)",  "validity",    expired},
    Kind{"not-yet-valid",        "the leaf's time begins tomorrow",                                                       "RFC 5280 §6.1.3 (a)(2)",  "validity",    not_yet_valid},
    Kind{"expired-intermediate", "the leaf is valid, its issuer no longer",                                               "RFC 5280 §6.1.3 (a)(2)",  "validity",    expired_intermediate},
    Kind{"wrong-host",           "a good certificate, but of elsewhere.example",                                          "RFC 9525 §6.3",           "host name",   wrong_host},
    Kind{"no-san",               "localhost stands in the common name alone",                                             "RFC 9525 §2",             "host name",   no_san},
    Kind{"v1-leaf",              "version 1, and so a common name alone: the class room's recipe without -extfile",       "RFC 9525 §2",             "host name",   v1_leaf},
    Kind{"nul-cn",               "a common name that C programs read as localhost, up to its NUL",                        "CVE-2009-2408",           "host name",   nul_cn},
    Kind{"nul-san",              "a dNSName that C programs read as localhost, up to its NUL",                            "CVE-2009-2408",           "host name",   nul_san},
    Kind{"wildcard-tld",         "*.com, for victim.com",                                                                 "RFC 9525 §7.1",           "host name",   wildcard_tld},
    Kind{"wildcard-partial",     "f*o.site.example, for foo.site.example",                                                "RFC 9525 §6.3",           "host name",   wildcard_partial},
    Kind{"wildcard-two",         "*.*.site.example, for a.b.site.example",                                                "RFC 9525 §6.3",           "host name",   wildcard_two},
    Kind{"wildcard-deep",        "*.site.example, for a.b.site.example: a star is one label",                             "RFC 9525 §6.3",           "host name",   wildcard_deep},
    Kind{"wildcard-inner",       "a.*.site.example, for a.b.site.example: a star is the left-most label",                 "RFC 9525 §6.3",           "host name",   wildcard_inner},
    Kind{"ip-in-dns",            "127.0.0.1 as dNSName, for the address 127.0.0.1",                                       "RFC 9525 §6.5",           "IP address",  ip_in_dns},
    Kind{"trailing-dot",         "a dNSName that ends with a dot, for localhost",                                         "RFC 5280 §4.2.1.6",       "host name",   trailing_dot},
    Kind{"ip-five-bytes",        "an iPAddress of five bytes",                                                            "RFC 5280 §4.2.1.6",       "parse",       ip_of_five_bytes},
    Kind{"email-for-host",       "localhost as rfc822Name, which is no name of a host",                                   "RFC 9525 §2",             "host name",   email_for_host},
};
// clang-format on

} // namespace

std::span<const Kind> kinds_of_names() { return kinds; }

} // namespace vitrine::x509::bad
