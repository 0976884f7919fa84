// Certificates and keys from files, with errors that name the file, the line, what is wrong and why.
#pragma once

#include "net/files/read_file.h"
#include "tls/handshake/config.h"

namespace vitrine::net {

// All certificates of a file, in order. Throws FileError.
std::vector<x509::Certificate> load_certificates(const std::string& path);

// `pass_phrase` is asked if the key is encrypted. Throws FileError.
crypto::PrivateKey load_private_key(const std::string& path, const x509::PassPhrase& pass_phrase = {});

// The chain is every certificate of `certificate_file` and then of `chain_file`, if one is named; the key is looked
// for in `certificate_file` if no `key_file` is named; `pass_phrase` is asked if it is encrypted. Throws FileError,
// also if key and certificate do not belong together: better now than as a riddle in a handshake.
tls::Identity load_identity(const std::string& certificate_file, const std::string& key_file,
                            const std::string& chain_file, const x509::PassPhrase& pass_phrase = {});

} // namespace vitrine::net
