// Every path that a field can have, met by annotating real messages and certificates and one of each kind made here.
#pragma once

#include <set>
#include <string>

namespace vitrine::tls {

// As general_path() writes them.
std::set<std::string> paths_of_records();
std::set<std::string> paths_of_messages();
std::set<std::string> paths_of_certificates();
std::set<std::string> paths_of_files(); // revocation lists, OCSP, encrypted and public keys

} // namespace vitrine::tls
