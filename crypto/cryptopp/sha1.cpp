// SHA-1 by Crypto++.
#include "crypto/sha1.h"

#include <cryptopp/sha.h>

namespace vitrine::crypto {

Sha1Digest sha1_for_lookup(View bytes) {
    Sha1Digest digest{};
    CryptoPP::SHA1 hash;
    if (!bytes.empty()) hash.Update(bytes.data(), bytes.size());
    hash.Final(digest.data());
    return digest;
}

} // namespace vitrine::crypto
