// From the fragments in handshake records to whole handshake messages (RFC 5246 §6.2.1).
#pragma once

#include "crypto/bytes.h"
#include "tls/base/error.h"

namespace vitrine::tls {

// Bytes of one handshake message, header included, unless it is a Certificate, which may be larger.
constexpr std::size_t max_handshake_message = std::size_t{64} * 1024;
constexpr std::size_t max_certificate_message = std::size_t{100} * 1024;

class Reassembler {
public:
    // Takes the content of one handshake record. An empty one is refused (RFC 5246 §6.2.1), and so is a message whose
    // header announces more than the limit: nothing is kept for what has not arrived.
    void add(View fragment);

    // The next whole message, header included; it is valid until add(). Nothing if more is needed.
    std::optional<View> next();

    // Gives the memory back, if no byte of a message is waiting. What next() gave is void.
    void release_if_empty();

    // True if no byte of a message is waiting: only then may keys change or another content type come.
    bool empty() const { return taken_ == bytes_.size(); }

private:
    void check_announced() const;

    Bytes bytes_;
    std::size_t taken_ = 0; // bytes already handed out by next()
};

} // namespace vitrine::tls
