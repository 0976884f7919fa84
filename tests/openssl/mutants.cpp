// Chains of three certificates of which one was changed.
#include "tests/openssl/mutants.h"

#include "tests/support/files.h"
#include "tls/x509/asn1/pem.h"
#include "tls/x509/certificate/certificate.h"

#include <algorithm>
#include <filesystem>

namespace vitrine::tests {
namespace {

using bench::check;

constexpr auto noon = std::chrono::sys_days{std::chrono::June / 1 / 2030} + std::chrono::hours{12};

// clang-format off
constexpr const char* root_extensions =
    "basicConstraints = critical, CA:TRUE\nkeyUsage = critical, keyCertSign, cRLSign\nsubjectKeyIdentifier = hash\n";
constexpr const char* intermediate_extensions =
    "basicConstraints = critical, CA:TRUE, pathlen:0\nkeyUsage = critical, keyCertSign, cRLSign\n"
    "subjectKeyIdentifier = hash\nauthorityKeyIdentifier = keyid\n";
constexpr const char* leaf_extensions =
    "basicConstraints = critical, CA:FALSE\nkeyUsage = critical, digitalSignature\nextendedKeyUsage = serverAuth\n"
    "subjectKeyIdentifier = hash\nauthorityKeyIdentifier = keyid\n";
constexpr const char* constraints =
    "nameConstraints = critical, permitted;DNS:example.com, excluded;DNS:bad.example.net, permitted;IP:10.0.0.0/255.0.0.0, "
    "excluded;email:.example.org\nextendedKeyUsage = serverAuth\n";
constexpr const char* names =
    "subjectAltName = DNS:www.example.com, DNS:*.example.com, IP:10.1.2.3, email:a@example.com\n"
    "certificatePolicies = 2.23.140.1.2.1\nauthorityInfoAccess = OCSP;URI:http://ocsp.example.com\n"
    "crlDistributionPoints = URI:http://crl.example.com/1\ntlsfeature = status_request\n";
// clang-format on

Wish wish(const std::string& subject, const std::string& issuer, const std::string& extensions, const X509* issued_by) {
    Wish wish;
    wish.subject = subject;
    wish.issuer = issuer;
    wish.not_before = noon - std::chrono::days{100};
    wish.not_after = noon + std::chrono::days{100};
    wish.extensions = extensions;
    wish.issued_by = issued_by;
    return wish;
}

// A Certificate is a SEQUENCE of what is signed, the algorithm, and the signature: RFC 5280 §4.1
void sign_again(DerNode& certificate, EVP_PKEY* key) {
    if (certificate.children.size() != 3) return;
    const Bytes signed_part = write(certificate.children[0]);
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
    check(EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key));
    std::size_t size = 0;
    check(EVP_DigestSign(context.get(), nullptr, &size, signed_part.data(), signed_part.size()));
    Bytes signature(size);
    check(EVP_DigestSign(context.get(), signature.data(), &size, signed_part.data(), signed_part.size()));
    signature.resize(size);
    signature.insert(signature.begin(), 0); // no unused bits
    certificate.children[2] = DerNode{0x03, DerNode::Length::minimal, signature, {}};
}

// Nobody will look at the signature of what is not even read: it need not be made.
bool is_readable(const DerNode& certificate) {
    try {
        static_cast<void>(x509::Certificate::parse(write(certificate)));
        return true;
    } catch (const x509::ParseError&) {
        return false;
    }
}

std::vector<DerNode> fixtures() {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator{VITRINE_TEST_DATA "/tls/x509/data"})
        if (entry.path().extension() == ".pem") files.push_back(entry.path().filename().string());
    std::ranges::sort(files); // whatever the file system's order: a seed means the same everywhere
    std::vector<DerNode> donors;
    for (const std::string& file : files)
        for (const x509::PemBlock& block : x509::read_pem(read_test_file("tls/x509/data/" + file)))
            donors.push_back(take_apart(block.der));
    return donors;
}

} // namespace

Mutants::Mutants()
    : by_rsa_{make_key(KeyKind::p256), make_key(KeyKind::rsa2048), make_key(KeyKind::rsa2048)},
      by_ecdsa_{make_key(KeyKind::rsa2048), make_key(KeyKind::p256), make_key(KeyKind::p384)}, donors_(fixtures()) {
    for (int i = 0; i < 3; ++i) { // mostly by RSA, which verifies quickly
        add_chain("subjectAltName = DNS:www.example.com\n", "", by_rsa_);
        add_chain(names, "", by_rsa_);
        add_chain(names, constraints, by_rsa_);
    }
    add_chain(names, constraints, by_ecdsa_);
    for (const Chain& chain : chains_)
        for (const DerNode* one : {&chain.leaf, &chain.intermediate, &chain.root}) donors_.push_back(*one);
}

void Mutants::add_chain(const std::string& leaf, const std::string& intermediate, const Keys& keys) {
    const auto root = issue(wish("Root", "Root", root_extensions, nullptr), keys.root.get(), keys.root.get());
    const auto middle = issue(wish("Intermediate", "Root", intermediate_extensions + intermediate, root.get()),
                              keys.intermediate.get(), keys.root.get());
    const auto last = issue(wish("www.example.com", "Intermediate", leaf_extensions + leaf, middle.get()),
                            keys.leaf.get(), keys.intermediate.get());
    chains_.push_back({take_apart(der_of(last.get())), take_apart(der_of(middle.get())), take_apart(der_of(root.get())),
                       keys.intermediate.get(), keys.root.get()});
}

void Mutants::mutate_one(DerNode& certificate, EVP_PKEY* issuer_key, Random& random) const {
    const std::size_t changes = 1 + below(random, 3);
    const bool inside = below(random, 10) != 0; // else also the algorithm and the signature may be hit
    for (std::size_t i = 0; i < changes; ++i) {
        const bool has_parts = !certificate.children.empty();
        mutate(inside && has_parts ? certificate.children.front() : certificate, donors_[below(random, donors_.size())],
               random);
    }
    if (inside && is_readable(certificate)) sign_again(certificate, issuer_key);
}

Case Mutants::make(std::uint64_t seed) const {
    Random random{seed};
    Chain chain = chains_[below(random, chains_.size())];
    switch (below(random, 10)) {
    case 0: mutate_one(chain.root, chain.root_key, random); break;
    case 1:
    case 2:
    case 3: mutate_one(chain.intermediate, chain.root_key, random); break;
    default: mutate_one(chain.leaf, chain.intermediate_key, random);
    }
    Case made{write(chain.leaf), {write(chain.intermediate)}, {write(chain.root)}, noon, "www.example.com"};
    if (below(random, 20) == 0) scramble(made.leaf, random);
    return made;
}

} // namespace vitrine::tests
