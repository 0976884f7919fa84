// Extensions that are not understood, are there twice, or say what the rest of the path does not keep (RFC 5280 §4.2).
#include "tls/x509/asn1/der_writer.h"
#include "tls/x509/asn1/oid.h"
#include "tls/x509/bad/kinds.h"
#include "tls/x509/make/parts.h"

#include <array>

namespace vitrine::x509::bad {
namespace {

constexpr std::string_view made_up = "1.3.6.1.4.1.99999.1"; // an arc that nobody has
constexpr std::string_view policy_constraints = "2.5.29.36", inhibit_any_policy = "2.5.29.54";

void constrain(Experiment& e, const std::vector<Bytes>& permitted, const std::vector<Bytes>& excluded) {
    e.intermediate().parts.extensions.push_back(make::name_constraints(permitted, excluded));
}

void unknown_critical(Experiment& e) { e.leaf().parts.extensions.push_back({std::string{made_up}, true, der::null()}); }
void unknown_critical_ca(Experiment& e) {
    e.intermediate().parts.extensions.push_back({std::string{made_up}, true, der::null()});
}
void critical_policy(Experiment& e) { // requireExplicitPolicy 0, and no policy at all
    e.intermediate().parts.extensions.push_back(
        {std::string{policy_constraints}, true, der::sequence({der::implicit(0, Bytes{0})})});
}
void critical_inhibit(Experiment& e) {
    e.intermediate().parts.extensions.push_back({std::string{inhibit_any_policy}, true, der::small_integer(0)});
}
void duplicate(Experiment& e) {
    e.leaf().parts.extensions.push_back(make::subject_alt_name({make::dns_name("elsewhere.example")}));
}
void must_staple(Experiment& e) { e.leaf().parts.extensions.push_back(make::must_staple()); }

void permitted_misses(Experiment& e) { constrain(e, {make::dns_name("example.com")}, {}); }
void excluded_hits(Experiment& e) { constrain(e, {}, {make::dns_name("localhost")}); }
void excluded_wins(Experiment& e) { constrain(e, {make::dns_name("localhost")}, {make::dns_name("localhost")}); }
void constrained_ip(Experiment& e) { // address and mask
    constrain(e, {make::ip_address(std::array<std::uint8_t, 8>{10, 0, 0, 0, 255, 0, 0, 0})}, {});
}
void constrained_directory(Experiment& e) { constrain(e, {make::directory_name(name({{"O", "Somebody Else"}}))}, {}); }
void constrained_email(Experiment& e) {
    e.leaf().extension(oid::subject_alt_name) =
        make::subject_alt_name({make::dns_name("localhost"), make::rfc822_name("me@evil.example")});
    constrain(e, {make::rfc822_name("good.example")}, {});
}
void constrained_other(Experiment& e) { // registeredID: a kind that nobody compares
    const Bytes identifier = der::object_identifier(made_up);
    const Bytes registered_id = der::implicit(8, View{identifier}.subspan(2));
    e.leaf().extension(oid::subject_alt_name) = make::subject_alt_name({make::dns_name("localhost"), registered_id});
    constrain(e, {registered_id}, {});
}

// clang-format off
constexpr std::array kinds{
    //   name                    what is wrong                                                                            where it is ruled out      refused by             how it is made
    Kind{"unknown-critical",     "a critical extension of the leaf's that nobody knows",                                  "RFC 5280 §4.2",           "critical extensions", unknown_critical},
    Kind{"unknown-critical-ca",  "a critical extension of the intermediate's that nobody knows",                          "RFC 5280 §4.2",           "critical extensions", unknown_critical_ca},
    Kind{"critical-policy",      "an intermediate that demands a policy, which the leaf does not name",                   "RFC 5280 §4.2.1.11",      "critical extensions", critical_policy},
    Kind{"critical-inhibit",     "inhibitAnyPolicy, critical: policies are not followed here",                            "RFC 5280 §4.2.1.14",      "critical extensions", critical_inhibit},
    Kind{"duplicate-extension",  "two subjectAltNames: which of them counts?",                                            "RFC 5280 §4.2",           "parse",               duplicate},
    Kind{"name-constraints",     "an authority for example.com alone, that issued for localhost",                         "RFC 5280 §4.2.1.10",      "nameConstraints",     permitted_misses},
    Kind{"excluded-name",        "an authority that may not issue for localhost, and did",                                "RFC 5280 §4.2.1.10",      "nameConstraints",     excluded_hits},
    Kind{"excluded-wins",        "localhost is permitted and excluded: excluded wins",                                    "RFC 5280 §4.2.1.10",      "nameConstraints",     excluded_wins},
    Kind{"constrained-ip",       "an authority for the addresses 10.0.0.0/8, that issued for 127.0.0.1",                  "RFC 5280 §4.2.1.10",      "nameConstraints",     constrained_ip},
    Kind{"constrained-subject",  "an authority for subjects of O=Somebody Else, that issued for another",                 "RFC 5280 §4.2.1.10",      "nameConstraints",     constrained_directory},
    Kind{"constrained-email",    "an authority for mailboxes at good.example, that issued for one elsewhere",             "RFC 5280 §4.2.1.10",      "nameConstraints",     constrained_email},
    Kind{"constrained-other",    "a constraint on registeredID, which nobody compares, with a leaf that has one",         "RFC 5280 §4.2.1.10",      "nameConstraints",     constrained_other},
    Kind{"must-staple",          "a leaf that demands a stapled OCSP response, shown without one",                        "RFC 7633 §4.3.3",         "TLS feature status_request", must_staple, SeenIn::handshake},
};
// clang-format on

} // namespace

std::span<const Kind> kinds_of_extensions() { return kinds; }

} // namespace vitrine::x509::bad
