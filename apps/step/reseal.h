// A record that was encrypted, opened, changed and sealed again under its old nonce: what only whoever has the keys can
// do, and nobody should. (Two plaintexts under one nonce give the authentication key away: NIST SP 800-38D §8.)
#pragma once

#include "apps/step/stops.h"
#include "tls/trace/explain.h"

namespace vitrine::apps {

// True if the byte is part of an encrypted record's plaintext; header, nonce and tag can be changed as they are.
bool lies_under_seal(const tls::ExplainedRecord& record, std::size_t offset);

// Takes the keys from the derivations among the events. Throws StepError if they are not there.
Bytes sealed_again(const std::vector<tls::Event>& events, const tls::ExplainedRecord& record, std::size_t offset,
                   View changed);

} // namespace vitrine::apps
