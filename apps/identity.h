// Certificates and keys from files, with errors that name the file, the line, what is wrong and why.
#pragma once

#include "tls/handshake/config.h"

namespace vitrine::apps {

constexpr std::size_t max_file_size = 16'000'000; // the bundles of certificates that systems have are below 1 MB

// A whole file of at most so many bytes. Throws UsageError.
std::string read_file(const std::string& path, std::size_t most = max_file_size);

// `pass` says where the key's pass phrase is, if it is encrypted: see pass_phrase_from(). Throws UsageError.
crypto::PrivateKey load_private_key(const std::string& path, const std::string& pass = {});

// The chain is every certificate of `certificate_file` and then of `chain_file`, if one is named; the key is looked
// for in `certificate_file` if no `key_file` is named; `pass` says where its pass phrase is, if it is encrypted: see
// pass_phrase_from(). Throws UsageError, also if key and certificate do not belong together: better now than as a
// riddle in a handshake.
tls::Identity load_identity(const std::string& certificate_file, const std::string& key_file,
                            const std::string& chain_file, const std::string& pass = {});

} // namespace vitrine::apps
