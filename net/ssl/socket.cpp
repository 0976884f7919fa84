// One connection, by the words of Python's ssl.SSLSocket.
#include "net/ssl/socket.h"

#include "net/ssl/errors.h"
#include "tls/base/names.h"
#include "tls/keys/suites.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::net::ssl {

struct SSLSocket::Parts {
    Parts(TcpSocket of, const SSLContext& context, const WrapOptions& options) : socket{std::move(of)} {
        const tls::Environment environment{random, clock};
        if (options.server_side) {
            connection.emplace(context.server(), environment);
        } else {
            sessions = options.session ? options.session : std::make_shared<tls::SessionCache>(1);
            client = context.client_for(options.server_hostname, sessions);
            connection.emplace(client, environment);
        }
        verified = options.server_side ? context.verify_mode() != CERT_NONE
                                       : client->peer_certificate == tls::PeerCertificate::verify;
        stream.emplace(*connection, socket);
    }

    void say_goodbye() {
        if (closed) return;
        closed = true;
        if (connection->ending() == tls::Ending::open || connection->ending() == tls::Ending::clean) stream->close();
    }

    TcpSocket socket;
    crypto::SystemRandom random;
    tls::SystemClock clock;
    SessionHandle sessions;
    std::shared_ptr<const tls::ClientConfig> client; // nullptr: we are the server
    std::optional<tls::Connection> connection;
    std::optional<TlsStream> stream;
    bool verified = false, closed = false;
};

// As Python's: who lets go of a socket has said all, and what becomes of the goodbye is nobody's concern any more.
void SSLSocket::EndsWithGoodbye::operator()(Parts* parts) const {
    try {
        if (parts->connection->established()) parts->say_goodbye();
    } catch (const std::exception&) { // the peer is gone
    }
    delete parts;
}

template <class Act> auto SSLSocket::translated(Act act) const {
    try {
        return act();
    } catch (const TruncatedError& error) {
        throw SSLEOFError{fmt::format("EOF occurred in violation of protocol: {}", error.what())};
    } catch (const TlsError& error) {
        const tls::FailureReport* const failure = parts_->connection->failure();
        const x509::Verdict* const verdict = parts_->connection->peer_verdict();
        const bool by_us = failure != nullptr && !failure->sent_by_peer;
        if (by_us && parts_->verified && verdict != nullptr && !verdict->trusted)
            throw SSLCertVerificationError{fmt::format("certificate verify failed: {}", error.what()), error.what()};
        if (failure == nullptr) throw SSLError{error.what()};
        throw SSLError{fmt::format("{} alert {}: {}", by_us ? "sent the" : "the peer sent the",
                                   name_of(failure->failure.alert), error.what())};
    }
}

SSLSocket::SSLSocket(TcpSocket socket, const SSLContext& context, const WrapOptions& options)
    : parts_{new Parts{std::move(socket), context, options}} {
    translated([&] { parts_->stream->handshake(); });
}

tls::Connection& SSLSocket::connection() { return *parts_->connection; }

std::string SSLSocket::recv(std::size_t bufsize) {
    std::string data(bufsize, '\0');
    data.resize(translated([&] {
        return parts_->stream->read({reinterpret_cast<std::uint8_t*>(data.data()), data.size()});
    }));
    return data;
}

std::string SSLSocket::readline(std::size_t limit) {
    std::string line;
    while (line.size() < limit && !line.ends_with('\n')) {
        const View waiting = translated([&] { return parts_->stream->read_in_place(); });
        if (waiting.empty()) break;
        const std::string_view text = as_text(waiting.first(std::min(waiting.size(), limit - line.size())));
        const std::size_t size = std::min(text.find('\n') + 1, text.size()); // npos + 1 is 0
        const std::size_t taken = size == 0 ? text.size() : size;
        line += text.substr(0, taken);
        parts_->stream->consume(taken);
    }
    return line;
}

void SSLSocket::sendall(std::string_view data) {
    if (parts_->closed || parts_->connection->ending() != tls::Ending::open)
        throw SSLZeroReturnError{"the connection is closed: nothing more can be sent"};
    translated([&] { parts_->stream->write(as_bytes(data)); });
}

void SSLSocket::unwrap() {
    translated([&] {
        parts_->say_goodbye();
        while (!parts_->stream->read_in_place().empty())
            parts_->stream->consume(parts_->stream->read_in_place().size());
    });
}

void SSLSocket::close() {
    try {
        parts_->say_goodbye();
    } catch (const NetworkError&) { // the peer is gone already
    }
    parts_->socket.shutdown_both();
}

void SSLSocket::abandon() {
    parts_->closed = true;
    parts_->socket.shutdown_both();
}

SSLSocket::Cipher SSLSocket::cipher() const {
    const auto suite = parts_->connection->agreed().cipher_suite;
    const tls::SuiteInfo* const row = suite ? tls::find_suite(*suite) : nullptr;
    if (row == nullptr) throw SSLError{"nothing was agreed on"};
    const bool short_key = row->openssl_name.find("AES128") != std::string_view::npos;
    return {std::string{row->openssl_name}, version(), short_key ? 128 : 256};
}

std::optional<std::string> SSLSocket::selected_alpn_protocol() const {
    std::string protocol = parts_->connection->agreed().alpn_protocol;
    return protocol.empty() ? std::nullopt : std::optional{std::move(protocol)};
}

bool SSLSocket::session_reused() const { return parts_->connection->agreed().resumption != tls::Resumption::none; }

SessionHandle SSLSocket::session() const {
    if (!parts_->client) return nullptr;
    const auto key = key_of_server(*parts_->client);
    return parts_->sessions->find(key, parts_->clock.now()) == nullptr ? nullptr : parts_->sessions;
}

Bytes SSLSocket::get_channel_binding(std::string_view type) const {
    for (const auto binding : {tls::ChannelBinding::tls_unique, tls::ChannelBinding::tls_server_end_point,
                               tls::ChannelBinding::tls_exporter}) {
        if (type != name_of(binding)) continue;
        Bytes data;
        const std::string_view why_not = parts_->connection->channel_binding(binding, data);
        if (!why_not.empty()) throw SSLError{std::string{why_not}};
        return data;
    }
    throw std::invalid_argument{fmt::format("{} channel binding type not implemented", type)};
}

std::optional<PeerCertificate> SSLSocket::getpeercert() const {
    const auto chain = parts_->connection->peer_certificates();
    if (chain.empty() || !parts_->verified) return {};
    return peer_certificate_of(chain.front());
}

Bytes SSLSocket::getpeercert_der() const {
    const auto chain = parts_->connection->peer_certificates();
    return chain.empty() ? Bytes{} : to_bytes(chain.front().der());
}

std::string SSLSocket::getpeername() const { return parts_->socket.peer_address(); }

} // namespace vitrine::net::ssl
