// Keying material for an application (RFC 5705 §4).
#include "tls/keys/exporter.h"

#include "tls/keys/prf.h"

#include <algorithm>

namespace vitrine::tls {

namespace {

constexpr std::array<std::string_view, 5> reserved{"client finished", "server finished", "master secret",
                                                   "key expansion", "extended master secret"};

} // namespace

bool is_reserved_label(std::string_view label) { return std::ranges::find(reserved, label) != reserved.end(); }

void derive_keying_material(crypto::HashAlgorithm hash, const MasterSecret& master, std::string_view label,
                            const Randoms& randoms, std::optional<View> context, MutableView out) {
    Bytes seed = to_bytes(randoms.client);
    append(seed, randoms.server);
    Bytes length_and_context;
    if (context) {
        const std::size_t size = context->size();
        length_and_context = {static_cast<std::uint8_t>(size >> 8), static_cast<std::uint8_t>(size)};
        append(length_and_context, *context);
    }
    prf(hash, master.bytes.view(), label, seed, length_and_context, out);
}

} // namespace vitrine::tls
