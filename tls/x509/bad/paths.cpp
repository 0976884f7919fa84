// Chains that lead round in circles or nowhere, and certificates that are large on purpose (RFC 4158 §2, RFC 5280 §8).
#include "tls/x509/asn1/oid.h"
#include "tls/x509/bad/kinds.h"

#include <array>

namespace vitrine::x509::bad {
namespace {

constexpr std::size_t deep = 8; // authorities between root and leaf: a path of ten, where eight are allowed
constexpr std::size_t names = 10'000;
constexpr std::size_t padding = 1'000'000; // bytes
constexpr std::string_view made_up = "1.3.6.1.4.1.99999.2";

void loop(Experiment& e) { // each issued by the other, and no root in sight
    const std::size_t other = e.add_authority("Other", Experiment::intermediate_number);
    e.issue(Experiment::intermediate_number, other);
    e.chain = {Experiment::intermediate_number, other};
}
void too_deep(Experiment& e) {
    std::size_t issuer = Experiment::intermediate_number;
    for (std::size_t i = 1; i < deep; ++i) {
        issuer = e.add_authority("Intermediate " + std::to_string(i + 1), issuer);
        e.chain.insert(e.chain.begin(), issuer);
    }
    e.issue(Experiment::leaf_number, issuer);
}
void too_many(Experiment& e) { // eleven certificates in one message
    for (std::size_t i = 0; i < 9; ++i)
        e.chain.push_back(e.add_authority("Bystander " + std::to_string(i + 1), Experiment::root_number));
}
void ten_thousand_names(Experiment& e) {
    std::vector<Bytes> all;
    for (std::size_t i = 0; i < names; ++i) all.push_back(make::dns_name("host" + std::to_string(i) + ".example"));
    e.leaf().extension(oid::subject_alt_name) = make::subject_alt_name(all);
}
void megabyte(Experiment& e) { e.leaf().parts.extensions.push_back({std::string{made_up}, false, Bytes(padding)}); }

// clang-format off
constexpr std::array kinds{
    //   name                    what is wrong                                                                            where it is ruled out      refused by                how it is made
    Kind{"loop",                 "two authorities, each issued by the other",                                             "RFC 4158 §2.4.2",         "path to a trust anchor", loop},
    Kind{"too-deep",             "eight authorities between root and leaf",                                               "RFC 5280 §8",             "path to a trust anchor", too_deep},
    Kind{"too-many",             "eleven certificates in one chain",                                                      "RFC 5280 §8",             "certificates presented", too_many, SeenIn::handshake},
    Kind{"ten-thousand-names",   "a leaf for 10 000 hosts, of which none is localhost",                                   "CVE-2018-16875",          "parse",                  ten_thousand_names},
    Kind{"padding",              "a leaf with a megabyte of padding in an extension",                                     "RFC 5280 §8",             "parse",                  megabyte},
};
// clang-format on

} // namespace

std::span<const Kind> kinds_of_paths() { return kinds; }

} // namespace vitrine::x509::bad
