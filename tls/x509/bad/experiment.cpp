// A root, an intermediate and a leaf that are all they should be.
#include "tls/x509/bad/experiment.h"

#include "tls/x509/asn1/der_writer.h"
#include "tls/x509/asn1/oid.h"
#include "tls/x509/make/parts.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace vitrine::x509::bad {
namespace {

constexpr std::chrono::days past{1}, future{30};

Plan plan_of(std::string_view common_name) {
    Plan plan;
    plan.parts.subject = name({{"O", "vitrine ca bad"}, {"CN", std::string{common_name}}});
    return plan;
}

} // namespace

make::Extension& Plan::extension(std::string_view oid) {
    const auto found = std::ranges::find(parts.extensions, oid, &make::Extension::oid);
    if (found == parts.extensions.end()) throw std::logic_error("a plan without the extension that it is to change");
    return *found;
}

void Plan::remove(std::string_view oid) {
    std::erase_if(parts.extensions, [&](const auto& e) { return e.oid == oid; });
}

Experiment::Experiment(std::chrono::sys_seconds now, crypto::RandomSource& random) : now_(now), random_(random) {
    plans.push_back(authority("Root"));
    plans.push_back(authority("Intermediate"));
    plans.push_back(server("localhost"));
    issue(root_number, root_number);
    issue(intermediate_number, root_number);
    issue(leaf_number, intermediate_number);
}

std::shared_ptr<const NewKey> Experiment::new_key() { return std::make_shared<NewKey>(NewKey::generate({}, random_)); }

Bytes Experiment::new_serial_number() { return random_serial_number(random_); }

Plan Experiment::authority(std::string_view common_name) {
    Plan plan = plan_of(common_name);
    plan.parts.extensions = {make::basic_constraints({true, std::nullopt}),
                             make::key_usage({KeyUsage::key_cert_sign, KeyUsage::crl_sign})};
    plan.parts.serial_number = new_serial_number();
    set_validity(plan, now_ - past, now_ + future);
    set_key(plan, new_key());
    return plan;
}

Plan Experiment::server(std::string_view dns_name) {
    Plan plan = plan_of(dns_name);
    plan.parts.extensions = {make::basic_constraints({}), make::key_usage({KeyUsage::digital_signature}),
                             make::extended_key_usage({oid::server_auth}),
                             make::subject_alt_name({make::dns_name(dns_name),
                                                     make::ip_address(std::array<std::uint8_t, 4>{127, 0, 0, 1})})};
    plan.parts.serial_number = new_serial_number();
    set_validity(plan, now_ - past, now_ + future);
    set_key(plan, new_key());
    return plan;
}

std::size_t Experiment::add_authority(std::string_view common_name, std::size_t issuer) {
    plans.push_back(authority(common_name));
    issue(plans.size() - 1, issuer);
    return plans.size() - 1;
}

void Experiment::issue(std::size_t number, std::size_t issuer) {
    Plan& plan = plans[number];
    plan.issuer = issuer;
    plan.parts.issuer = plans[issuer].parts.subject;
    plan.remove(oid::authority_key_identifier);
    plan.parts.extensions.push_back(
        make::authority_key_identifier(make::key_identifier(plans[issuer].parts.subject_public_key_info)));
}

void Experiment::set_validity(Plan& plan, std::chrono::sys_seconds not_before,
                              std::chrono::sys_seconds not_after) const {
    plan.parts.validity = validity(not_before, not_after);
}

void Experiment::set_public_key(Plan& plan, Bytes subject_public_key_info) const {
    plan.key = nullptr;
    plan.parts.subject_public_key_info = std::move(subject_public_key_info);
}

void Experiment::set_key(Plan& plan, std::shared_ptr<const NewKey> key) const {
    plan.parts.subject_public_key_info = subject_public_key_info(crypto::public_key_of(key->key()));
    plan.key = std::move(key);
    plan.remove(oid::subject_key_identifier);
    plan.parts.extensions.push_back(
        make::subject_key_identifier(make::key_identifier(plan.parts.subject_public_key_info)));
}

Bytes Experiment::make(std::size_t number) {
    const Plan& plan = plans[number];
    const crypto::PrivateKey& key = plans[plan.issuer].key->key();
    const crypto::SignatureAlgorithm algorithm = plan.algorithm.value_or(make::usual_algorithm(key));
    make::CertificateTemplate parts = plan.parts;
    if (parts.signature.empty()) parts.signature = signature_algorithm(algorithm);
    const Bytes outer = plan.outer_algorithm.empty() ? parts.signature : plan.outer_algorithm;
    Bytes to_be_signed = make::to_be_signed(parts);
    if (plan.rewrite) plan.rewrite(to_be_signed);
    Bytes der = make::sign(to_be_signed, outer, {key, algorithm, random_});
    if (plan.damage) plan.damage(der);
    return der;
}

} // namespace vitrine::x509::bad
