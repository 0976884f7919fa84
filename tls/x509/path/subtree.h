// Is a name in a subtree of names? One rule for each kind of name (RFC 5280 §4.2.1.10).
#pragma once

#include "tls/x509/certificate/general_name.h"

namespace vitrine::x509 {

enum class Within : std::uint8_t {
    yes,
    no,
    not_understood, // there is no rule for such names, or this one is malformed: nobody can say
};

// A wildcard of a DNS name stands for names in the subtree and for others. It is within what is excluded if one of
// them is, and within what is permitted only if all are.
enum class Subtree : std::uint8_t { permitted, excluded };

// Of two names of one kind.
Within within(const GeneralName& name, const GeneralName& base, Subtree subtree);

} // namespace vitrine::x509
