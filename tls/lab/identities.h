// The laboratory's identities: a root, and certificates for one key that everybody knows. The root's key was thrown
// away, so nothing else can be issued under it; still, trust it only while you try a fault.
#pragma once

#include "tls/handshake/config.h"

namespace vitrine::tls {

enum class LabCertificate : std::uint8_t {
    leaf,      // of localhost, as it should be
    expired,   // in 2002
    elsewhere, // of elsewhere.example
    stranger,  // of localhost, by a root that nobody trusts
    by_leaf,   // of localhost, issued by `leaf`, which is no CA; `leaf` stands behind it in the chain
    client,    // for client authentication
};

std::string_view lab_root_pem();
x509::TrustStore lab_trust_store();
Identity lab_identity(LabCertificate which);
crypto::PrivateKey other_lab_key(); // in no certificate

} // namespace vitrine::tls
