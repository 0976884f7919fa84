// What is told of the kinds of bad certificates.
#pragma once

#include "tls/x509/bad/kinds.h"

namespace vitrine::apps::ca {

std::string list_of_kinds();
std::string json_of_kinds();
std::string page_of_kinds(); // docs/ca.md's table

} // namespace vitrine::apps::ca
