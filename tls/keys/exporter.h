// Keying material for an application, out of the master secret of its connection (RFC 5705 §4).
#pragma once

#include "tls/keys/key_schedule.h"

#include <optional>
#include <string_view>

namespace vitrine::tls {

// True of the labels by which TLS itself derives: under one of them an application would get TLS's own secrets
// (RFC 5705 §4, RFC 7627 §4).
bool is_reserved_label(std::string_view label);

// Fills `out`. A context of 0 bytes is another one than none at all; it has at most 65535 bytes.
void derive_keying_material(crypto::HashAlgorithm hash, const MasterSecret& master, std::string_view label,
                            const Randoms& randoms, std::optional<View> context, MutableView out);

} // namespace vitrine::tls
