// One question about a certificate, answered by ours and by libcrypto's X509_verify_cert, which `openssl verify` calls.
#pragma once

#include "crypto/bytes.h"

#include <chrono>
#include <string>
#include <vector>

namespace vitrine::tests {

// Everything as DER, well formed or not.
struct Case {
    Bytes leaf;
    std::vector<Bytes> untrusted;
    std::vector<Bytes> anchors;
    std::chrono::sys_seconds time;
    std::string host_name; // empty: any
};

struct Answer {
    bool trusted = false;
    // What it had against it. Ours: the name of the check, or "unreadable". libcrypto's: its sentence, with
    // " (of the anchor)" behind it where it means an anchor.
    std::vector<std::string> objections;
    std::string detail;      // ours: the sentence
    std::vector<Bytes> path; // ours: the path that it chose, leaf first
};

Answer by_vitrine(const Case& asked);
// As `openssl verify -x509_strict -purpose sslserver -verify_hostname`; goes on after an error to find the others.
Answer by_openssl(const Case& asked);

} // namespace vitrine::tests
