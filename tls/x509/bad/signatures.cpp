// Signatures that do not verify, by algorithms that nobody may take, or by somebody else (RFC 5280 §6.1.3).
#include "tls/x509/asn1/der_writer.h"
#include "tls/x509/asn1/oid.h"
#include "tls/x509/bad/kinds.h"
#include "tls/x509/make/parts.h"

#include <algorithm>
#include <array>

namespace vitrine::x509::bad {
namespace {

using crypto::HashAlgorithm;
using Signing = crypto::SignatureAlgorithm::Kind;

constexpr std::size_t leaf = Experiment::leaf_number;

// The name of the algorithm alone is bad, for nothing here computes MD5 or SHA-1: who looks at the name refuses; who
// does not, would have to find a signature of SHA-256.
void call_it(Experiment& e, std::string_view identifier, View parameters) {
    e.leaf().parts.signature = der::sequence({der::object_identifier(identifier), parameters});
}
void sha1(Experiment& e) { call_it(e, "1.2.840.10045.4.1", {}); }

void use_rsa_issuer(Experiment& e) {
    crypto::SystemRandom random; // of keys for an experiment nothing has to be repeatable but their kind
    const KeyKind rsa{KeyKind::Algorithm::rsa, 2048, {}};
    e.set_key(e.intermediate(), std::make_shared<NewKey>(NewKey::generate(rsa, random)));
    e.issue(leaf, Experiment::intermediate_number); // its key's identifier is another now
}
void md5(Experiment& e) {
    use_rsa_issuer(e);
    call_it(e, "1.2.840.113549.1.1.4", der::null());
}
void pss_only(Experiment& e) { // RFC 4055 §1.2
    use_rsa_issuer(e);
    Plan& issuer = e.intermediate();
    const auto key = issuer.key;
    const auto rsa = std::get<crypto::RsaPublicKey>(crypto::public_key_of(key->key()));
    const Bytes algorithm = der::sequence({der::object_identifier(oid::rsassa_pss)});
    e.set_public_key(issuer, subject_public_key_info(algorithm, rsa_public_key(rsa.modulus(), rsa.exponent())));
    issuer.key = key; // it signs by PKCS#1 all the same
}
void pss_salt(Experiment& e) { // 20 bytes where the digest has 32: RFC 8446 §4.2.3
    use_rsa_issuer(e);
    e.leaf().algorithm = crypto::SignatureAlgorithm{Signing::rsa_pss, HashAlgorithm::sha256};
    const Bytes digest = der::sequence({der::object_identifier(oid::sha256), der::null()});
    const Bytes mask = der::sequence({der::object_identifier(oid::mgf1), digest});
    call_it(e, oid::rsassa_pss, der::sequence({der::constructed(0, digest), der::constructed(1, mask)}));
}
void algorithm_mismatch(Experiment& e) {
    e.leaf().outer_algorithm = signature_algorithm({Signing::ecdsa, HashAlgorithm::sha256});
    e.leaf().parts.signature = signature_algorithm({Signing::ecdsa, HashAlgorithm::sha384});
}
void ecdsa_null(Experiment& e) { call_it(e, oid::ecdsa_with_sha256, der::null()); }
void bad_signature(Experiment& e) {
    e.leaf().damage = [](Bytes& der) { der.back() ^= 1; };
}
void changed_after_signing(Experiment& e) {
    e.leaf().extension(oid::subject_alt_name) = make::subject_alt_name({make::dns_name("otherhost")});
    e.leaf().damage = [](Bytes& der) { // "otherhost" and "localhost" have nine letters
        const std::string_view signed_name = "otherhost";
        const auto found = std::search(der.begin(), der.end(), signed_name.begin(), signed_name.end());
        if (found != der.end()) std::ranges::copy(as_bytes("localhost"), found);
    };
}
void wrong_issuer_key(Experiment& e) { // a second authority of the same name
    const std::size_t twin = e.add_authority("Intermediate", Experiment::root_number);
    e.leaf().issuer = twin;
}
void self_signed(Experiment& e) {
    e.issue(leaf, leaf);
    e.chain.clear();
}
void unknown_root(Experiment& e) {
    const std::size_t other = e.add_authority("Another Root", 0);
    e.issue(other, other);
    e.issue(Experiment::intermediate_number, other);
    e.chain.push_back(other);
}
void missing_intermediate(Experiment& e) { e.chain.clear(); }

// clang-format off
constexpr std::array kinds{
    //   name                    what is wrong                                                                            where it is ruled out      refused by                how it is made
    Kind{"sha1",                 "a leaf whose signature is called ecdsa-with-SHA1 (SHA-256 was used)",                   "RFC 9155 §2",             "signature algorithm",    sha1},
    Kind{"md5",                  "a leaf whose signature is called md5WithRSAEncryption (SHA-256 was used)",              "RFC 9155 §2",             "signature algorithm",    md5},
    Kind{"pss-only",             "an issuer's key for RSASSA-PSS alone, that signed by PKCS#1",                           "RFC 4055 §1.2",           "signature",              pss_only},
    Kind{"pss-salt",             "RSASSA-PSS with a salt shorter than its digest",                                        "RFC 8446 §4.2.3",         "signature algorithm",    pss_salt},
    Kind{"algorithm-mismatch",   "signed by another algorithm than the one that is signed",                               "RFC 5280 §4.1.1.2",       "parse",                  algorithm_mismatch},
    Kind{"ecdsa-null",           "ECDSA with a parameter NULL, which must be absent",                                     "RFC 5758 §3.2",           "parse",                  ecdsa_null},
    Kind{"bad-signature",        "one bit of the signature is changed",                                                   "RFC 5280 §6.1.3 (a)(1)",  "signature",              bad_signature},
    Kind{"changed-name",         "signed for otherhost, and changed to localhost",                                        "RFC 5280 §6.1.3 (a)(1)",  "signature",              changed_after_signing},
    Kind{"wrong-issuer-key",     "signed by another authority that has the issuer's name",                                "RFC 5280 §6.1.3 (a)(1)",  "signature",              wrong_issuer_key},
    Kind{"self-signed",          "signed by itself, and not among the trusted",                                           "RFC 5280 §6.1",           "path to a trust anchor", self_signed},
    Kind{"unknown-root",         "a good chain, of a root that is not trusted",                                           "RFC 5280 §6.1",           "path to a trust anchor", unknown_root},
    Kind{"missing-intermediate", "a good leaf, shown without its issuer",                                                 "RFC 5246 §7.4.2",         "path to a trust anchor", missing_intermediate},
};
// clang-format on

} // namespace

std::span<const Kind> kinds_of_signatures() { return kinds; }

} // namespace vitrine::x509::bad
