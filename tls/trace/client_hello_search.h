// Finds where TLS begins in a stream that may begin with something else: STARTTLS, or a proxy's CONNECT.
#pragma once

#include "crypto/bytes.h"

namespace vitrine::tls {

// The offset of the first record that holds the beginning of a ClientHello; nothing if there is none.
std::optional<std::size_t> find_client_hello(View stream);

} // namespace vitrine::tls
