// Reads a key log: which master secret belongs to which connection (RFC 9850).
#pragma once

#include "crypto/bytes.h"
#include "tls/keys/key_schedule.h"

#include <map>

namespace vitrine::tls {

struct KeyLogSecrets {
    std::map<std::array<std::uint8_t, 32>, MasterSecret> master_secrets; // by client_random
    std::vector<std::string> troubles;                                   // sentences: which lines are none

    // The master secret of the connection whose ClientHello has this random; nullptr if there is none.
    const MasterSecret* find(View client_random) const;
};

// Takes the "CLIENT_RANDOM" lines of TLS 1.2; comments and the labels of TLS 1.3 are passed over. Of several lines for
// one connection the last counts.
KeyLogSecrets read_key_log(std::string_view text);

} // namespace vitrine::tls
