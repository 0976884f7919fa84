// What goes wrong, by the names that Python's ssl module has for it.
#pragma once

#include <stdexcept>
#include <string>

namespace vitrine::net::ssl {

// The handshake or the connection failed: what() says how. Of a network that fails: net::NetworkError, Python's
// OSError.
class SSLError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// The peer's certificate is not believed.
class SSLCertVerificationError final : public SSLError {
public:
    SSLCertVerificationError(const std::string& what, std::string why)
        : SSLError{what}, verify_message{std::move(why)} {}
    std::string verify_message; // the check that failed, in a sentence
};

// The stream ended without close_notify: data may be missing (RFC 5246 §7.2.1).
class SSLEOFError final : public SSLError {
public:
    using SSLError::SSLError;
};

// The stream was closed in order, and something was still to be read or written.
class SSLZeroReturnError final : public SSLError {
public:
    using SSLError::SSLError;
};

} // namespace vitrine::net::ssl
