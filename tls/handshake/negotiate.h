// The choices of a negotiation as pure functions: what we would take, what they offer, what it comes to.
#pragma once

#include "tls/handshake/algorithms.h"
#include "tls/handshake/config.h"
#include "tls/messages/hello.h"

namespace vitrine::tls {

// The first of ours that is among theirs; nothing if there is none. Ours decide the order.
template <class T> std::optional<T> first_common(std::span<const T> ours, std::span<const T> theirs) {
    for (const T& wanted : ours)
        for (const T& offered : theirs)
            if (wanted == offered) return wanted;
    return std::nullopt;
}

// The first scheme of ours that is among theirs and fits the key.
std::optional<SignatureScheme> choose_scheme(std::span<const SignatureScheme> ours,
                                             std::span<const SignatureScheme> theirs, const CertifiedKey& key);

// What a server answers a ClientHello with.
struct ServerChoice {
    const SuiteInfo* suite;
    NamedGroup group;
    const Identity* identity;
    SignatureScheme scheme;
    bool identity_named_by_client; // its certificate names the server_name of the ClientHello
};

// One that a choice was made among, for whoever wants to know why.
struct Candidate {
    std::string_view what; // "cipher suite"
    std::string name;
    bool taken;
    std::string_view why; // "the client does not offer it"
};

// Goes through our suites in our order and takes the first that the client offers and one of our identities can serve.
// An identity whose certificate names the client's server_name is preferred. Refuses with handshake_failure,
// and says what was missing, if nothing fits.
ServerChoice choose_for(const ServerConfig& config, const ClientHello& hello);

// The same, told: each suite and each group of ours in our order, taken or dropped, and why. Refuses nothing.
std::vector<Candidate> candidates_for(const ServerConfig& config, const ClientHello& hello);

// The host_name of the hello's server_name extension; empty if there is none.
std::string server_name_in(const ClientHello& hello);

// The protocol that the server picks (RFC 7301 §3.2): empty if either side does not use the extension.
// Refuses with no_application_protocol if both do and have nothing in common.
std::string choose_protocol(std::span<const std::string> ours, const ClientHello& hello);

} // namespace vitrine::tls
