// The pseudorandom function of TLS 1.2: P_hash by HMAC (RFC 5246 §5).
#include "tls/keys/prf.h"

#include "crypto/hmac.h"
#include "crypto/secret.h"

#include <algorithm>

namespace vitrine::tls {

void prf(crypto::HashAlgorithm hash, View secret, std::string_view label, View seed1, View seed2, MutableView out,
         std::vector<crypto::Digest>* steps) {
    crypto::Hmac hmac{hash, secret};
    crypto::Digest a = hmac.of({as_bytes(label), seed1, seed2}); // A(1) = HMAC_hash(secret, A(0)), A(0) = label + seed
    while (true) {
        if (steps != nullptr) steps->push_back(a);
        crypto::Digest block = hmac.of({a.view(), as_bytes(label), seed1, seed2});
        const std::size_t size = std::min(out.size(), block.view().size());
        std::ranges::copy(block.view().first(size), out.begin());
        out = out.subspan(size);
        crypto::wipe(block.fill());
        if (out.empty()) break;
        a = hmac.of({a.view()}); // A(i+1)
    }
    crypto::wipe(a.fill());
}

} // namespace vitrine::tls
