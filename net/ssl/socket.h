// One connection, by the words of Python's ssl.SSLSocket.
#pragma once

#include "net/ssl/context.h"
#include "net/ssl/peer_certificate.h"
#include "net/tcp_listener.h"
#include "net/tls_stream.h"

#include <optional>

namespace vitrine::net::ssl {

// What session() gives, to be handed to another wrap_socket with the same context and host.
using SessionHandle = std::shared_ptr<tls::SessionStore>;

struct WrapOptions {
    std::string server_hostname = {}; // of a client: asked for (SNI), and found in the certificate
    bool server_side = false;
    SessionHandle session = {}; // of a client: to be resumed
};

// One thread at a time. May be moved, since all of it lies behind a pointer.
class SSLSocket {
public:
    struct Cipher {
        std::string name, version; // "ECDHE-RSA-AES128-GCM-SHA256", "TLSv1.2"
        int secret_bits = 0;
    };

    // Takes over the socket, and makes the handshake. Throws SSLError and its kinds, std::invalid_argument,
    // NetworkError.
    SSLSocket(TcpSocket socket, const SSLContext& context, const WrapOptions& options);

    // At most so many bytes, at least one; none after the peer's close_notify. Throws SSLEOFError for an end without
    // it.
    std::string recv(std::size_t bufsize = 16384);
    void sendall(std::string_view data);
    // A line with its end, for programs that talk in lines; less at the end of the stream; at most `limit` bytes.
    std::string readline(std::size_t limit = 65536);

    // close_notify, and the peer's is waited for; what it still sends is dropped. Throws SSLEOFError if it just goes.
    void unwrap();
    // close_notify, if it was not said, and the end of the socket. Also done when the object goes.
    void close();
    // The end of the socket without close_notify: the peer sees a stream that is cut short.
    void abandon();

    std::string version() const { return "TLSv1.2"; }
    Cipher cipher() const;
    std::optional<std::string> selected_alpn_protocol() const;
    bool session_reused() const;
    SessionHandle session() const; // of a client; nullptr if there is none to be resumed
    // "tls-unique" (RFC 5929; refused without extended master secret, RFC 7627 §5.4), "tls-server-end-point",
    // "tls-exporter" (RFC 9266). Throws std::invalid_argument for another one, SSLError if there is none.
    Bytes get_channel_binding(std::string_view type = "tls-unique") const;
    // Nothing if the peer showed none, or, as Python has it, if it was not verified.
    std::optional<PeerCertificate> getpeercert() const;
    Bytes getpeercert_der() const;   // as binary_form=True: also if it was not verified; empty: none was shown
    std::string getpeername() const; // "127.0.0.1:4433"

    tls::Connection& connection();

private:
    struct Parts;
    struct EndsWithGoodbye {
        void operator()(Parts* parts) const;
    };
    template <class Act> auto translated(Act act) const;

    std::unique_ptr<Parts, EndsWithGoodbye> parts_;
};

// Python: context.wrap_socket(socket, server_hostname=...).
inline SSLSocket wrap_socket(const SSLContext& context, TcpSocket socket, const WrapOptions& options) {
    return SSLSocket{std::move(socket), context, options};
}

// Python's socket.create_connection and socket.create_server.
inline TcpSocket create_connection(const std::string& host, const std::string& port) {
    return TcpSocket::connect(host, port, IpVersion::any, no_deadline);
}
inline TcpListener create_server(const std::string& host, const std::string& port) {
    return TcpListener{host, port, IpVersion::any};
}

} // namespace vitrine::net::ssl
