// What a block of PEM holds, field by field, and in words.
#pragma once

#include "tls/trace/annotate.h"
#include "tls/trace/render_text.h"
#include "tls/x509/asn1/pem.h"

#include <optional>

namespace vitrine::apps::ca {

// The fields of a certificate or a request, as far as they can be read; nothing for blocks of other kinds.
std::optional<tls::Annotation> contents_of(const x509::PemBlock& block);

// One line a field; names and extensions on one line each.
std::string summary_of(const tls::Annotation& contents);

} // namespace vitrine::apps::ca
