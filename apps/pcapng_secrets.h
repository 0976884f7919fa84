// The key log that a pcapng file carries with it: its Decryption Secrets Blocks, which libpcap passes over
// (draft-ietf-opsawg-pcapng §4.7).
#pragma once

#include "crypto/bytes.h"

namespace vitrine::apps {

bool is_pcapng(View file);

struct PcapngSecrets {
    std::string key_log; // lines of RFC 9850, of all blocks
    std::string trouble; // a sentence, if the blocks could not be followed to the end of the file
};
PcapngSecrets secrets_in_pcapng(View file);

} // namespace vitrine::apps
