// The openssl commands that make what vitrine ca just made: to be typed, to be learnt from, and to be compared with.
#pragma once

#include "apps/ca/making.h"

namespace vitrine::apps::ca {

// A word of a POSIX shell.
std::string quoted(std::string_view word);

struct OpensslFiles {
    std::string request, key, extensions, certificate;
};

std::string lines_for_extensions(const Profile& profile, const OpensslFiles& files);
// A new key and a request for it, which goes to the next line and is then forgotten.
std::string line_for_request(const Profile& profile, const x509::KeyKind& kind, const OpensslFiles& files);
// The same for a request that goes to somebody else: the names stand in it.
std::string line_for_request(const Profile& profile, const x509::KeyKind& kind, crypto::SignatureAlgorithm algorithm,
                             const OpensslFiles& files);
// Signs the request; `signer` is "-CA x -CAkey y -CAcreateserial" or "-signkey z".
std::string line_for_certificate(const Profile& profile, crypto::SignatureAlgorithm algorithm,
                                 const OpensslFiles& files, std::string_view signer);
std::string signer_words(const MakingOptions& options);

} // namespace vitrine::apps::ca
