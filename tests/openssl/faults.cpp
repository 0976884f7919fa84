// What can be wrong with a certificate, or looks so.
#include "tests/openssl/faults.h"

#include <array>

namespace vitrine::tests {
namespace {

void replace(std::string& text, const std::string& what, const std::string& by) {
    const std::size_t at = text.find(what);
    if (at != std::string::npos) text.replace(at, what.size(), by);
}

// Takes the line away that begins so.
void drop_line(std::string& text, const std::string& beginning) {
    const std::size_t at = text.find(beginning);
    if (at != std::string::npos) text.erase(at, text.find('\n', at) + 1 - at);
}

void set_line(std::string& text, const std::string& beginning, const std::string& line) {
    drop_line(text, beginning);
    text += line + "\n";
}

using D = Draft;
constexpr const char* basic = "basicConstraints";
constexpr const char* usage = "keyUsage";
constexpr const char* constraints = "nameConstraints";

void add_constraints(D& draft, const std::string& value) {
    set_line(draft.wish.extensions, constraints, std::string{constraints} + " = critical, " + value);
    draft.wish.sections = "[dir]\nCN = Nobody\n";
}

// clang-format off
constexpr std::array of_all{
    Fault{"expired",                          [](D& d) { d.wish.not_after = d.wish.not_before + std::chrono::days{1}; }},
    Fault{"not yet valid",                    [](D& d) { d.wish.not_before = d.wish.not_after - std::chrono::days{1}; }},
    Fault{"signed by a stranger",             [](D& d) { d.issuer_key = d.stranger; }},
    Fault{"signed with SHA-1",                [](D& d) { d.wish.hash = EVP_sha1(); }},
    Fault{"signed with SHA-384",              [](D& d) { d.wish.hash = EVP_sha384(); }},
    Fault{"key of 1024 bits",                 [](D& d) { d.key = d.weak; }},
    Fault{"key of a kind that is not used",   [](D& d) { d.key = d.unused_kind; }},
    Fault{"serial number is negative",        [](D& d) { d.wish.serial = -5; }},
    Fault{"serial number is zero",            [](D& d) { d.wish.serial = 0; }},
    Fault{"version 1",                        [](D& d) { d.wish.version = 1; d.wish.extensions.clear(); }},
    Fault{"critical and unknown",             [](D& d) { d.wish.extensions += "1.2.3.4 = critical, DER:0500\n"; }},
    Fault{"not critical and unknown",         [](D& d) { d.wish.extensions += "1.2.3.4 = DER:0500\n"; }},
    Fault{"no subjectKeyIdentifier",          [](D& d) { drop_line(d.wish.extensions, "subjectKeyIdentifier"); }},
    Fault{"no authorityKeyIdentifier",        [](D& d) { drop_line(d.wish.extensions, "authorityKeyIdentifier"); }},
    Fault{"authorityKeyIdentifier of a stranger", [](D& d) { set_line(d.wish.extensions, "authorityKeyIdentifier", "authorityKeyIdentifier = DER:30168014aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"); }},
    Fault{"critical policies",                [](D& d) { d.wish.extensions += "certificatePolicies = critical, 2.23.140.1.2.1\n"; }},
    Fault{"explicit policy required",         [](D& d) { d.wish.extensions += "policyConstraints = critical, requireExplicitPolicy:0\n"; }},
    Fault{"only for clients",                 [](D& d) { set_line(d.wish.extensions, "extendedKeyUsage", "extendedKeyUsage = clientAuth"); }},
    Fault{"for any purpose",                  [](D& d) { set_line(d.wish.extensions, "extendedKeyUsage", "extendedKeyUsage = anyExtendedKeyUsage"); }},
    Fault{"for servers",                      [](D& d) { set_line(d.wish.extensions, "extendedKeyUsage", "extendedKeyUsage = serverAuth"); }},
};
constexpr std::array of_authorities{
    Fault{"no basicConstraints",              [](D& d) { drop_line(d.wish.extensions, basic); }},
    Fault{"cA is FALSE",                      [](D& d) { set_line(d.wish.extensions, basic, "basicConstraints = critical, CA:FALSE"); }},
    Fault{"basicConstraints are not critical", [](D& d) { set_line(d.wish.extensions, basic, "basicConstraints = CA:TRUE"); }},
    Fault{"pathlen 0",                        [](D& d) { set_line(d.wish.extensions, basic, "basicConstraints = critical, CA:TRUE, pathlen:0"); }},
    Fault{"pathlen 1",                        [](D& d) { set_line(d.wish.extensions, basic, "basicConstraints = critical, CA:TRUE, pathlen:1"); }},
    Fault{"no keyCertSign",                   [](D& d) { replace(d.wish.extensions, "keyCertSign, ", ""); }},
    Fault{"no keyUsage",                      [](D& d) { drop_line(d.wish.extensions, usage); }},
    Fault{"permits the name asked for",       [](D& d) { add_constraints(d, "permitted;DNS:example.com"); }},
    Fault{"permits another name",             [](D& d) { add_constraints(d, "permitted;DNS:example.net"); }},
    Fault{"excludes the name asked for",      [](D& d) { add_constraints(d, "excluded;DNS:example.com"); }},
    Fault{"excludes another name",            [](D& d) { add_constraints(d, "excluded;DNS:example.net"); }},
    Fault{"permits and excludes",             [](D& d) { add_constraints(d, "permitted;DNS:example.com, excluded;DNS:www.example.com"); }},
    Fault{"permits addresses",                [](D& d) { add_constraints(d, "permitted;IP:10.0.0.0/255.0.0.0"); }},
    Fault{"excludes addresses",               [](D& d) { add_constraints(d, "excluded;IP:10.1.0.0/255.255.0.0"); }},
    Fault{"permits mail",                     [](D& d) { add_constraints(d, "permitted;email:example.com"); }},
    Fault{"permits a directory name",         [](D& d) { add_constraints(d, "permitted;dirName:dir"); }},
    Fault{"excludes a directory name",        [](D& d) { add_constraints(d, "excluded;dirName:dir"); }},
    Fault{"constrains addresses of the web",  [](D& d) { add_constraints(d, "permitted;URI:.example.com"); }},
};
constexpr std::array of_leaves{
    Fault{"another host",                     [](D& d) { set_line(d.wish.extensions, "subjectAltName", "subjectAltName = DNS:www.example.net"); }},
    Fault{"a wildcard",                       [](D& d) { set_line(d.wish.extensions, "subjectAltName", "subjectAltName = DNS:*.example.com"); }},
    Fault{"a wildcard too high",              [](D& d) { set_line(d.wish.extensions, "subjectAltName", "subjectAltName = DNS:*.com"); }},
    Fault{"a wildcard within a label",        [](D& d) { set_line(d.wish.extensions, "subjectAltName", "subjectAltName = DNS:w*.example.com"); }},
    Fault{"an address too",                   [](D& d) { set_line(d.wish.extensions, "subjectAltName", "subjectAltName = DNS:www.example.com, IP:10.1.2.3"); }},
    Fault{"mail too",                         [](D& d) { set_line(d.wish.extensions, "subjectAltName", "subjectAltName = DNS:www.example.com, email:a@example.com"); }},
    Fault{"mail elsewhere too",               [](D& d) { set_line(d.wish.extensions, "subjectAltName", "subjectAltName = DNS:www.example.com, email:a@example.net"); }},
    Fault{"an address of the web too",        [](D& d) { set_line(d.wish.extensions, "subjectAltName", "subjectAltName = DNS:www.example.com, URI:http://www.example.com/"); }},
    Fault{"no subjectAltName",                [](D& d) { drop_line(d.wish.extensions, "subjectAltName"); d.wish.subject = "www.example.com"; }},
    Fault{"no subject",                       [](D& d) { d.wish.subject.clear(); }},
    Fault{"only keyEncipherment",             [](D& d) { set_line(d.wish.extensions, usage, "keyUsage = critical, keyEncipherment"); }},
    Fault{"a CA",                             [](D& d) { set_line(d.wish.extensions, basic, "basicConstraints = critical, CA:TRUE"); }},
    Fault{"no keyUsage",                      [](D& d) { drop_line(d.wish.extensions, usage); }},
};
// clang-format on

template <std::size_t First, std::size_t Second>
constexpr std::array<Fault, First + Second> joined(const std::array<Fault, First>& one,
                                                   const std::array<Fault, Second>& other) {
    std::array<Fault, First + Second> all{};
    for (std::size_t i = 0; i < First; ++i) all[i] = one[i];
    for (std::size_t i = 0; i < Second; ++i) all[First + i] = other[i];
    return all;
}
constexpr auto all_of_authorities = joined(of_all, of_authorities);
constexpr auto all_of_leaves = joined(of_all, of_leaves);

} // namespace

std::span<const Fault> faults_of_authorities() { return all_of_authorities; }
std::span<const Fault> faults_of_leaves() { return all_of_leaves; }

} // namespace vitrine::tests
