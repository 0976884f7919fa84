// A root, an intermediate and a leaf that are all they should be, before one thing about them is made wrong. All of it
// is made when it is asked for, from the given randomness and for the given time.
#pragma once

#include "tls/x509/make/certificate_template.h"
#include "tls/x509/make/new_key.h"

#include <chrono>
#include <functional>
#include <memory>

namespace vitrine::x509::bad {

// One certificate that is planned.
struct Plan {
    make::CertificateTemplate parts;
    std::shared_ptr<const NewKey> key;                   // whose public half is in it; null if there is none
    std::size_t issuer = 0;                              // whose key signs it, by number
    std::optional<crypto::SignatureAlgorithm> algorithm; // nothing: the usual one of the issuer's key
    Bytes outer_algorithm;                               // empty: the same as inside
    std::function<void(Bytes& der)> damage;              // after it was signed
    std::function<void(Bytes& to_be_signed)> rewrite;    // before it is signed

    make::Extension& extension(std::string_view oid); // the one it has; a std::logic_error if there is none
    void remove(std::string_view oid);
};

// What a client that trusts the root is shown.
class Experiment {
public:
    static constexpr std::size_t root_number = 0, intermediate_number = 1, leaf_number = 2;

    Experiment(std::chrono::sys_seconds now, crypto::RandomSource& random);

    std::chrono::sys_seconds now() const { return now_; }
    Plan& root() { return plans[root_number]; }
    Plan& intermediate() { return plans[intermediate_number]; }
    Plan& leaf() { return plans[leaf_number]; }

    std::shared_ptr<const NewKey> new_key();
    Bytes new_serial_number();
    // A plan for an authority below `issuer`; its number.
    std::size_t add_authority(std::string_view common_name, std::size_t issuer);
    // Has `number` issued by `issuer` from now on, names and identifiers included.
    void issue(std::size_t number, std::size_t issuer);
    void set_validity(Plan& plan, std::chrono::sys_seconds not_before, std::chrono::sys_seconds not_after) const;
    void set_key(Plan& plan, std::shared_ptr<const NewKey> key) const;    // and its identifier
    void set_public_key(Plan& plan, Bytes subject_public_key_info) const; // of a key that nobody has

    // DER, signed, and damaged if that is planned.
    Bytes make(std::size_t number);

    std::vector<Plan> plans;
    std::vector<std::size_t> chain{intermediate_number}; // what is shown behind the leaf
    std::string host_name = "localhost";                 // who the client asks for

private:
    Plan authority(std::string_view common_name);
    Plan server(std::string_view dns_name);

    std::chrono::sys_seconds now_;
    crypto::RandomSource& random_;
};

} // namespace vitrine::x509::bad
