// Public key infrastructures made at random.
#include "tests/openssl/pkis.h"

#include "tests/openssl/faults.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::tests {
namespace {

constexpr auto now = std::chrono::sys_days{std::chrono::June / 1 / 2030} + std::chrono::hours{12};
constexpr std::size_t most_untrusted = 9; // with the leaf no more than a Certificate message may hold here

constexpr const char* authority_extensions =
    "basicConstraints = critical, CA:TRUE\nkeyUsage = critical, keyCertSign, cRLSign\n"
    "subjectKeyIdentifier = hash\nauthorityKeyIdentifier = keyid\n";
constexpr const char* leaf_extensions =
    "basicConstraints = critical, CA:FALSE\nkeyUsage = critical, digitalSignature\nextendedKeyUsage = serverAuth\n"
    "subjectAltName = DNS:www.example.com\nsubjectKeyIdentifier = hash\nauthorityKeyIdentifier = keyid\n";

// A name with a key. Who it is does not depend on what any certificate says.
struct Entity {
    std::string name;
    EVP_PKEY* key;
    bench::Handle<X509> reference; // given to nobody: what an authorityKeyIdentifier is computed from
};

bool one_in(Random& random, std::size_t times) { return below(random, times) == 0; }

Wish wish_for(const std::string& subject, const Entity& issuer, const std::string& extensions) {
    Wish wish;
    wish.subject = subject;
    wish.issuer = issuer.name;
    wish.not_before = now - std::chrono::days{100};
    wish.not_after = now + std::chrono::days{100};
    wish.extensions = extensions;
    wish.issued_by = issuer.reference.get();
    return wish;
}

} // namespace

// One of them, as it grows.
class Pki {
public:
    Pki(const Pkis& keys, std::uint64_t seed, std::vector<std::string>& faults)
        : all_(keys), random_(seed), faults_(faults), next_key_(below(random_, keys.keys_.size())) {}

    Case make() {
        made_.time = now;
        made_.host_name = "www.example.com";
        make_roots();
        const std::size_t levels = below(random_, 4);
        for (std::size_t level = 1; level <= levels; ++level) make_level(level);
        if (levels >= 2 && one_in(random_, 5)) close_a_circle();
        make_leaf();
        lose_some();
        return std::move(made_);
    }

private:
    EVP_PKEY* some_key() { return all_.keys_[next_key_++ % all_.keys_.size()].get(); }
    Entity& new_entity(const std::string& name);
    Bytes certify(const std::string& subject, EVP_PKEY* key, const Entity& issuer, std::size_t fault_in);
    Bytes certify_leaf(const Entity& issuer);
    Bytes finish(Draft& draft, std::span<const Fault> faults, std::size_t fault_in);
    void make_roots();
    void make_level(std::size_t level);
    void change_key(Entity& entity);
    void close_a_circle();
    void make_leaf();
    void lose_some();

    const Pkis& all_;
    Random random_;
    std::vector<std::string>& faults_;
    std::size_t next_key_;
    std::vector<std::unique_ptr<Entity>> entities_;
    std::vector<std::vector<Entity*>> levels_; // roots first
    long serial_ = 100;
    Case made_;
};

Entity& Pki::new_entity(const std::string& name) {
    auto entity = std::make_unique<Entity>(Entity{name, some_key(), nullptr});
    Wish wish;
    wish.subject = wish.issuer = name;
    wish.extensions = "subjectKeyIdentifier = hash\n";
    entity->reference = issue(wish, entity->key, entity->key);
    entities_.push_back(std::move(entity));
    return *entities_.back();
}

Bytes Pki::finish(Draft& draft, std::span<const Fault> faults, std::size_t fault_in) {
    draft.wish.serial = serial_++;
    draft.stranger = some_key();
    draft.weak = all_.rsa1024_.get();
    draft.unused_kind = one_in(random_, 2) ? all_.ed25519_.get() : all_.p521_.get();
    if (one_in(random_, fault_in)) {
        const Fault& fault = faults[below(random_, faults.size())];
        fault.put(draft);
        faults_.push_back(fmt::format("{} by {}: {}", draft.wish.subject, draft.wish.issuer, fault.name));
    }
    return der_of(issue(draft.wish, draft.key, draft.issuer_key).get());
}

Bytes Pki::certify(const std::string& subject, EVP_PKEY* key, const Entity& issuer, std::size_t fault_in) {
    Draft draft{wish_for(subject, issuer, authority_extensions), key, issuer.key};
    return finish(draft, faults_of_authorities(), fault_in);
}

Bytes Pki::certify_leaf(const Entity& issuer) {
    Draft draft{wish_for("leaf", issuer, leaf_extensions), some_key(), issuer.key};
    return finish(draft, faults_of_leaves(), 3);
}

void Pki::make_roots() {
    std::vector<Entity*> roots;
    const std::size_t count = 1 + below(random_, 3);
    for (std::size_t i = 0; i < count; ++i) {
        Entity& root = new_entity(fmt::format("Root {}", one_in(random_, 4) ? 0 : i)); // sometimes of one name
        made_.anchors.push_back(certify(root.name, root.key, root, 10));
        if (one_in(random_, 6)) made_.anchors.push_back(certify(root.name, root.key, root, 2));
        roots.push_back(&root);
    }
    levels_.push_back(roots);
}

void Pki::make_level(std::size_t level) {
    const std::vector<Entity*>& above = levels_.back();
    std::vector<Entity*> here;
    const std::size_t count = 1 + below(random_, 2);
    for (std::size_t i = 0; i < count; ++i) {
        Entity& entity = new_entity(fmt::format("Level {}.{}", level, i));
        const std::size_t certificates = one_in(random_, 3) ? 2 : 1; // the second is a cross-certificate
        for (std::size_t j = 0; j < certificates; ++j) {
            const Entity& issuer = *above[below(random_, above.size())];
            made_.untrusted.push_back(certify(entity.name, entity.key, issuer, 6));
        }
        here.push_back(&entity);
    }
    levels_.push_back(here);
    if (one_in(random_, 8)) change_key(*levels_.back()[below(random_, count)]);
}

// The same name goes on with another key, which the old one certifies: a self-issued certificate, RFC 5280 §6.1
void Pki::change_key(Entity& entity) {
    Entity& renewed = new_entity(entity.name);
    made_.untrusted.push_back(certify(entity.name, renewed.key, entity, 6));
    for (Entity*& one : levels_.back())
        if (one == &entity) one = &renewed;
}

void Pki::close_a_circle() {
    const Entity& low = *levels_.back().front();
    const Entity& high = *levels_[1].front();
    made_.untrusted.push_back(certify(high.name, high.key, low, 6));
}

void Pki::make_leaf() {
    const std::vector<Entity*>& issuers = levels_.back();
    made_.leaf = certify_leaf(*issuers[below(random_, issuers.size())]);
}

void Pki::lose_some() {
    std::ranges::shuffle(made_.untrusted, random_);
    if (made_.untrusted.size() > most_untrusted) made_.untrusted.resize(most_untrusted);
    if (!made_.untrusted.empty() && one_in(random_, 12)) made_.untrusted.pop_back();
    const bool only_one = made_.anchors.size() == 1; // without any the commands have no question
    if (!only_one && one_in(random_, 12)) made_.anchors.erase(made_.anchors.begin());
}

Pkis::Pkis()
    : rsa1024_(make_key(KeyKind::rsa1024)), p521_(make_key(KeyKind::p521)), ed25519_(make_key(KeyKind::ed25519)) {
    for (int i = 0; i < 24; ++i) keys_.push_back(make_key(KeyKind::p256));
    for (int i = 0; i < 2; ++i) keys_.push_back(make_key(KeyKind::p384));
    for (int i = 0; i < 2; ++i) keys_.push_back(make_key(KeyKind::rsa2048));
}

Case Pkis::make(std::uint64_t seed, std::vector<std::string>& faults) const { return Pki{*this, seed, faults}.make(); }

} // namespace vitrine::tests
