// A message in one line: "ClientHello  4 suites, 7 extensions, SNI localhost".
#pragma once

#include "crypto/bytes.h"
#include "tls/base/numbers.h"

namespace vitrine::tls {

// Safe for a terminal, whatever the peer sent. Handshake messages come with their 4-byte header.
std::string summary(ContentType type, View bytes);

} // namespace vitrine::tls
