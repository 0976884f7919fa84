// One end of a connection over a TCP socket, by GnuTLS.
#pragma once

#include "bench/gnutls_pair.h"
#include "net/descriptor.h"

namespace vitrine::bench {

class GnutlsSocketEnd {
public:
    GnutlsSocketEnd(const GnutlsContexts& contexts, Side side, int descriptor)
        : descriptor_{descriptor}, session_{contexts.new_session(side, 0)} {
        gnutls_transport_set_int(session_.get(), descriptor);
    }

    void handshake() { gnutls_check(gnutls_handshake(session_.get())); }
    void write(View message) {
        while (!message.empty())
            message = message.subspan(static_cast<std::size_t>(
                gnutls_check(gnutls_record_send(session_.get(), message.data(), message.size()))));
    }
    std::size_t read(MutableView into) {
        return static_cast<std::size_t>(gnutls_check(gnutls_record_recv(session_.get(), into.data(), into.size())));
    }

private:
    net::Descriptor descriptor_;
    GnutlsHandle<gnutls_session_t> session_;
};

} // namespace vitrine::bench
