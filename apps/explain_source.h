// What explain can be given, and what is in it: a recording, a capture, records or a message in hexadecimal, PEM or
// DER.
#pragma once

#include "tls/trace/annotate.h"
#include "tls/trace/story.h"

#include <variant>

namespace vitrine::apps {

// What one end told of a connection.
struct ToldConnection {
    tls::Role us = tls::Role::client;
    std::vector<tls::Event> events;
};

// A message or a certificate that lies in no record.
struct SinglePiece {
    std::string_view of; // "message", "certificate"
    tls::Annotation annotation;
};

struct ExplainSource {
    std::string title; // "127.0.0.1:50412 -> 127.0.0.1:443", "certificate 2"; empty if there is only one
    std::variant<ToldConnection, SinglePiece> content;
    std::vector<std::string> troubles{}; // whole sentences, with what strangers sent: escape them
};

// Everything that is in the content of a file, in its order; at least one. `name` is the file's, for errors; `key_log`
// is the text of a key log, or empty. Throws UsageError: what is wrong, where, and why.
std::vector<ExplainSource> sources_in(std::string_view content, const std::string& name, std::string_view key_log = {});

} // namespace vitrine::apps
