// Sentences that are about a whole message, a state or a key, where notes (tls/trace/notes.h) are about a field.
#pragma once

#include <string_view>

namespace vitrine::tls::page {

// What a message is for, by its name or by its record's content type; empty if there is nothing to say.
std::string_view purpose_of(std::string_view message);

// What a derivation or one of its parts is good for: "master_secret", "client_write_key".
std::string_view use_of(std::string_view secret);

} // namespace vitrine::tls::page
