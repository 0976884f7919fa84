// A message in one line: what a reader wants to know of each before any detail (RFC 5246 §7).
#include "tls/trace/summary.h"

#include "tls/base/error.h"
#include "tls/messages/handshake_message.h"
#include "tls/trace/annotate.h"
#include "tls/trace/render_text.h"
#include "tls/wire/codec.h"

#include <fmt/format.h>

namespace vitrine::tls {

namespace {

std::string counted(std::size_t count, std::string_view one) {
    return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

std::size_t count_of(const std::optional<Extensions>& extensions) { return extensions ? extensions->size() : 0; }

std::string server_name_in(const ClientHello& hello) {
    const auto* names = find<ServerNames>(hello.extensions);
    if (names == nullptr || !names->server_name_list || names->server_name_list->empty()) return "";
    return ", SNI " + escaped(as_text(names->server_name_list->front().host_name));
}

std::string say(const ClientHello& hello) {
    return fmt::format("{}, {}{}", counted(hello.cipher_suites.size(), "suite"),
                       counted(count_of(hello.extensions), "extension"), server_name_in(hello));
}
std::string say(const ServerHello& hello) {
    return fmt::format("{}, {}", name_of(hello.cipher_suite), counted(count_of(hello.extensions), "extension"));
}
std::string say(const Certificate& message) {
    std::size_t size = 0;
    for (const Asn1Cert& certificate : message.certificate_list) size += certificate.der.size();
    return fmt::format("{}, {}", counted(message.certificate_list.size(), "certificate"), counted(size, "byte"));
}
std::string say(const ServerKeyExchange& exchange) {
    return fmt::format("{}, signed by {}", name_of(exchange.params.named_curve), name_of(exchange.algorithm));
}
std::string say(const CertificateRequest& request) {
    return fmt::format("{}, {}", counted(request.supported_signature_algorithms.size(), "signature scheme"),
                       counted(request.certificate_authorities.size(), "named CA"));
}
std::string say(const CertificateVerify& verify) { return "signed by " + name_of(verify.algorithm); }
std::string say(const ClientKeyExchange& exchange) {
    return fmt::format("a point of {}", counted(exchange.ecdh_yc.size(), "byte"));
}
std::string say(const Finished& finished) { return "verify_data " + to_hex(finished.verify_data); }
std::string say(const NewSessionTicket& ticket) {
    return fmt::format("{}, lifetime {} s", counted(ticket.ticket.size(), "byte"), ticket.ticket_lifetime_hint);
}
std::string say(const CertificateStatus& status) {
    return fmt::format("{}, {}", name_of(status.status_type), counted(status.response.size(), "byte"));
}
std::string say(const UnknownMessage& message) { return counted(message.content.size(), "byte"); }
std::string say(const HelloRequest& /*request*/) { return ""; }
std::string say(const ServerHelloDone& /*done*/) { return ""; }
std::string say(const Alert& alert) { return name_of(alert.level) + " " + name_of(alert.description); }
std::string say(const ChangeCipherSpec& /*change*/) { return ""; }

std::string say_what(ContentType type, View bytes) {
    if (type == ContentType::alert) return say(decode<Alert>("Alert", bytes));
    if (type == ContentType::change_cipher_spec) return say(decode<ChangeCipherSpec>("ChangeCipherSpec", bytes));
    if (type != ContentType::handshake) return counted(bytes.size(), "byte");
    const auto message = decode<HandshakeMessage>("Handshake", bytes);
    return std::visit([](const auto& body) { return say(body); }, message.body);
}

std::string name_in(ContentType type, View bytes) {
    if (type == ContentType::alert) return "Alert";
    if (type == ContentType::change_cipher_spec) return "ChangeCipherSpec";
    if (type == ContentType::handshake && !bytes.empty()) return struct_name(HandshakeType{bytes[0]});
    return name_of(type);
}

} // namespace

std::string summary(ContentType type, View bytes) {
    const std::string name = name_in(type, bytes);
    try {
        const std::string what = say_what(type, bytes);
        return what.empty() ? name : fmt::format("{}  {}", name, what);
    } catch (const Failure& failure) {
        return fmt::format("{}  not understood: {}", name, failure.sentence);
    }
}

} // namespace vitrine::tls
