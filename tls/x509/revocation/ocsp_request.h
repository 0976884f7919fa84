// An OCSP request (RFC 6960 §4.1.1), to be looked at: nobody is asked here, servers bring the answer along.
#pragma once

#include "tls/wire/field_sink.h"

namespace vitrine::x509 {

// Tells the sink of each field. Throws ParseError.
void read_ocsp_request(View der, tls::FieldSink& sink);

} // namespace vitrine::x509
