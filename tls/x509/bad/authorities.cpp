// Issuers that are none: who may sign certificates, and for what (RFC 5280 §4.2.1.3, §4.2.1.9, §4.2.1.12).
#include "tls/x509/asn1/oid.h"
#include "tls/x509/bad/kinds.h"

#include <array>

namespace vitrine::x509::bad {
namespace {

void v1_ca(Experiment& e) {
    e.intermediate().parts.version = 1;
    e.intermediate().parts.extensions.clear();
}
void leaf_as_ca(Experiment& e) { // the leaf of a stranger, who signs with its key
    auto& stranger = e.intermediate();
    stranger.extension(oid::basic_constraints) = make::basic_constraints({});
    stranger.extension(oid::key_usage) = make::key_usage({KeyUsage::digital_signature});
    stranger.parts.extensions.push_back(make::extended_key_usage({oid::server_auth}));
    stranger.parts.extensions.push_back(make::subject_alt_name({make::dns_name("stranger.example")}));
}
void ca_false(Experiment& e) { e.intermediate().extension(oid::basic_constraints) = make::basic_constraints({}); }
void no_basic_constraints(Experiment& e) { e.intermediate().remove(oid::basic_constraints); }
void pathlen(Experiment& e) {
    e.intermediate().extension(oid::basic_constraints) = make::basic_constraints({true, 0});
    const std::size_t lower = e.add_authority("Lower", Experiment::intermediate_number);
    e.issue(Experiment::leaf_number, lower);
    e.chain = {lower, Experiment::intermediate_number};
}
void no_cert_sign(Experiment& e) {
    e.intermediate().extension(oid::key_usage) = make::key_usage({KeyUsage::digital_signature, KeyUsage::crl_sign});
}
void wrong_eku(Experiment& e) {
    e.leaf().extension(oid::extended_key_usage) = make::extended_key_usage({oid::client_auth});
}
void ca_eku(Experiment& e) {
    e.intermediate().parts.extensions.push_back(make::extended_key_usage({oid::client_auth}));
}
void no_digital_signature(Experiment& e) {
    e.leaf().extension(oid::key_usage) = make::key_usage({KeyUsage::key_encipherment});
}

// clang-format off
constexpr std::array kinds{
    //   name                    what is wrong                                                                            where it is ruled out      refused by                   how it is made
    Kind{"v1-ca",                "an intermediate of version 1, that cannot say that it is a CA",                         "RFC 5280 §6.1.4 (k)",     "basicConstraints",          v1_ca},
    Kind{"leaf-as-ca",           "issued with the key of a server's certificate: any site could be any other",            "CVE-2002-0862",           "basicConstraints",          leaf_as_ca},
    Kind{"ca-false",             "an intermediate whose basicConstraints say that it is no CA",                           "RFC 5280 §4.2.1.9",       "rights of a CA",            ca_false},
    Kind{"no-basic-constraints", "an intermediate without basicConstraints",                                              "RFC 5280 §6.1.4 (k)",     "rights of a CA",            no_basic_constraints},
    Kind{"pathlen",              "an authority below one whose pathLenConstraint is 0",                                   "RFC 5280 §6.1.4 (m)",     "pathLenConstraint",         pathlen},
    Kind{"no-cert-sign",         "an intermediate whose keyUsage lacks keyCertSign",                                      "RFC 5280 §6.1.4 (n)",     "keyUsage keyCertSign",      no_cert_sign},
    Kind{"wrong-eku",            "a client's certificate, shown by a server",                                             "RFC 5280 §4.2.1.12",      "extKeyUsage",               wrong_eku},
    Kind{"ca-eku",               "an intermediate for clients' certificates, that issued a server's",                     "RFC 5280 §4.2.1.12",      "extKeyUsage of an issuer",  ca_eku},
    Kind{"no-digital-signature", "a leaf whose key may only encipher keys, which nobody asks of it today",                "RFC 5280 §4.2.1.3",       "keyUsage digitalSignature", no_digital_signature},
};
// clang-format on

} // namespace

std::span<const Kind> kinds_of_authorities() { return kinds; }

} // namespace vitrine::x509::bad
