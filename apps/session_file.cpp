// Sessions and ticket keys in files.
#include "apps/session_file.h"

#include "apps/command_line.h"
#include "apps/private_file.h"
#include "net/files/read_file.h"
#include "tls/x509/asn1/pem.h"

#include <fmt/format.h>
#include <stdexcept>

namespace vitrine::apps {
namespace {

constexpr std::string_view label = "VITRINE SESSION";

x509::PemBlock block_in(const std::string& path) {
    const std::string text = net::read_file(path);
    try {
        for (x509::PemBlock& block : x509::read_pem(text))
            if (block.label == label) return std::move(block);
    } catch (const x509::ParseError& error) {
        throw UsageError{fmt::format("{}: {}", path, error.what())};
    }
    throw UsageError{fmt::format("{}: there is no session in it; -sess_out writes such a file", path)};
}

} // namespace

void write_session_file(const std::string& path, const tls::Session& session) {
    const crypto::SecretBytes encoded = encode_session(session);
    write_private_file(path, x509::write_pem(label, encoded.view()));
}

tls::Session read_session_file(const std::string& path) {
    const x509::PemBlock block = block_in(path);
    try {
        tls::Session session = tls::decode_session(block.der);
        if (session.us != tls::Role::client) throw std::invalid_argument("the session is a server's");
        return session;
    } catch (const std::invalid_argument& error) {
        throw UsageError{fmt::format("{}: {}", path, error.what())};
    }
}

std::shared_ptr<tls::TicketProtection> read_ticket_keys(const std::string& path) {
    const std::string keys = net::read_file(path);
    try {
        return std::make_shared<tls::TicketKeys>(as_bytes(keys));
    } catch (const std::invalid_argument& error) {
        throw UsageError{fmt::format("{}: {}. To make one: openssl rand -out {} 48", path, error.what(), path)};
    }
}

} // namespace vitrine::apps
