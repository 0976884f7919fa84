// The ways in which a certificate or a chain can be bad, as a table: a kind more is a row more.
#pragma once

#include "tls/x509/bad/experiment.h"

#include <span>

namespace vitrine::x509::bad {

// Who sees what is wrong: whoever is given the files, or only a client in its handshake.
enum class SeenIn : std::uint8_t { files, handshake };

struct Kind {
    std::string_view name;      // "expired"
    std::string_view wrong;     // what is wrong with it, and what an attacker would gain
    std::string_view reference; // RFC section or CVE
    // The row of the path checks that refuses it; "parse" if it is no well-formed certificate, or larger than what is
    // read at all; the check that the client makes if only a handshake shows it.
    std::string_view refused_by;
    void (*spoil)(Experiment& experiment); // makes it wrong
    SeenIn seen_in = SeenIn::files;
};

struct Group {
    std::string_view title;
    std::span<const Kind> kinds;
};
std::vector<Group> groups();
std::vector<Kind> all_kinds();
std::optional<Kind> find_kind(std::string_view name);

// Why openssl 3.0 (verify -x509_strict -purpose sslserver) takes a certificate of this kind; empty if it refuses it,
// too.
std::string_view why_openssl_accepts(std::string_view name);
std::size_t number_that_openssl_accepts();

// What groups() puts together.
std::span<const Kind> kinds_of_names();
std::span<const Kind> kinds_of_authorities();
std::span<const Kind> kinds_of_extensions();
std::span<const Kind> kinds_of_keys();
std::span<const Kind> kinds_of_signatures();
std::span<const Kind> kinds_of_encoding();
std::span<const Kind> kinds_of_paths();

} // namespace vitrine::x509::bad
