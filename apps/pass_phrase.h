// Where the pass phrase of an encrypted private key comes from: named as openssl's -passin names it, or asked for.
#pragma once

#include "tls/x509/keys/private_key.h"

namespace vitrine::apps {

constexpr const char* pass_help =
    "of an encrypted key: file:PATH, env:NAME, fd:N, stdin, pass:TEXT; else it is asked for";

// "pass:TEXT", "env:NAME", "file:PATH" (its first line), "fd:NUMBER" or "stdin" (the first line of either); empty: the
// terminal is asked, without echo. `key` is what the question names. Throws UsageError at once for any other source,
// and when asked if there is nothing to read.
x509::PassPhrase pass_phrase_from(const std::string& source, const std::string& key);

} // namespace vitrine::apps
