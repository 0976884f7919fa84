// Certificates and keys from files, with errors that name the file, the line, what is wrong and why.
#pragma once

#include "tls/handshake/config.h"

namespace vitrine::apps {

// A whole file of at most 16 MB. Throws UsageError.
std::string read_file(const std::string& path);

// The chain is every certificate of `certificate_file` and then of `chain_file`, if one is named; the key is looked
// for in `certificate_file` if no `key_file` is named. Throws UsageError, also if key and certificate do not belong
// together: better now than as a riddle in a handshake.
tls::Identity load_identity(const std::string& certificate_file, const std::string& key_file,
                            const std::string& chain_file);

} // namespace vitrine::apps
