// What one end knows of the conditions in the flow table (RFC 5246 §7.3, RFC 5077 §3.1).
#include "apps/step/facts.h"

#include "tls/trace/annotate.h"

#include <algorithm>

namespace vitrine::apps {
namespace {

using tls::Role;
using tls::State;

const tls::told::Message* find_message(Events past, Role us, Role sender, tls::HandshakeType type) {
    for (const tls::Event& event : past) {
        const auto* message = tls::as<tls::told::Message>(event);
        if (message == nullptr || event.us != us || message->sender != sender) continue;
        if (message->type == tls::ContentType::handshake && tls::HandshakeType{message->bytes[0]} == type)
            return message;
    }
    return nullptr;
}

// The row by which this state was left; nullptr if it was not yet.
const tls::Edge* row_from(Events past, Role us, State state) {
    for (const tls::Event& event : past) {
        const auto* move = tls::as<tls::told::Move>(event);
        if (move != nullptr && event.us == us && move->edge->from == state) return move->edge;
    }
    return nullptr;
}

// The field's bytes, or nothing; of a vector its content.
std::optional<Bytes> field_of(const tls::told::Message& message, std::string_view path) {
    std::optional<Bytes> found;
    for (const tls::AnnotatedField& field : tls::annotate(message.type, message.bytes).fields)
        if (field.path == path && field.meaning != "length") found = field.bytes;
    return found;
}

bool has_extension(const tls::told::Message& message, std::string_view name) {
    const tls::Annotation annotation = tls::annotate(message.type, message.bytes);
    return std::any_of(annotation.fields.begin(), annotation.fields.end(), [&](const tls::AnnotatedField& field) {
        return field.name == "extension_type" && field.meaning == name;
    });
}

Known resuming(Events past, Role us) {
    constexpr std::string_view fact = "a session is resumed";
    if (const tls::Edge* row = row_from(past, us, State::server_hello)) {
        const bool full = row->to == State::server_certificate;
        return {fact, !full, full ? "the ServerHello begins a new session" : "the ServerHello takes up the session"};
    }
    const auto* hello = find_message(past, us, Role::client, tls::HandshakeType::client_hello);
    if (hello == nullptr) return {fact, std::nullopt, "the client has not said yet whether it offers one"};
    const bool offers =
        field_of(*hello, "ClientHello.session_id").has_value() || has_extension(*hello, "session_ticket");
    if (!offers) return {fact, false, "the ClientHello offers none: no session_id, no session_ticket"};
    return {fact, std::nullopt, "the ClientHello offers one; the server decides"};
}

Known ticket_promised(Events past, Role us) {
    constexpr std::string_view fact = "a new ticket is promised";
    if (const auto* hello = find_message(past, us, Role::server, tls::HandshakeType::server_hello)) {
        const bool promised = has_extension(*hello, "session_ticket");
        return {fact, promised,
                promised ? "the ServerHello has a session_ticket extension" : "the ServerHello has no session_ticket"};
    }
    const auto* hello = find_message(past, us, Role::client, tls::HandshakeType::client_hello);
    if (hello != nullptr && !has_extension(*hello, "session_ticket"))
        return {fact, false, "the ClientHello has no session_ticket"};
    return {fact, std::nullopt, "the ServerHello says so, or not"};
}

Known status_promised(Events past, Role us) {
    constexpr std::string_view fact = "an OCSP response is promised";
    if (const auto* hello = find_message(past, us, Role::server, tls::HandshakeType::server_hello)) {
        const bool promised = has_extension(*hello, "status_request");
        return {fact, promised,
                promised ? "the ServerHello has a status_request extension" : "the ServerHello has no status_request"};
    }
    const auto* hello = find_message(past, us, Role::client, tls::HandshakeType::client_hello);
    if (hello != nullptr && !has_extension(*hello, "status_request"))
        return {fact, false, "the ClientHello has no status_request"};
    return {fact, std::nullopt, "the ServerHello says so, or not"};
}

Known status_sent(Events past, Role us, const Known& promised) {
    constexpr std::string_view fact = "an OCSP response is sent";
    if (promised.holds == false) return {fact, false, "none was promised"};
    const tls::Edge* row = row_from(past, us, State::certificate_status_or_server_key_exchange);
    if (row == nullptr) return {fact, std::nullopt, "the server may leave it out all the same"};
    const bool sent = row->message == tls::Message::certificate_status;
    return {fact, sent, sent ? "the server sent a CertificateStatus" : "the server left it out"};
}

Known certificate_requested(Events past, Role us) {
    constexpr std::string_view fact = "a client certificate is asked for";
    const tls::Edge* row = row_from(past, us, State::certificate_request_or_server_hello_done);
    if (row == nullptr) return {fact, std::nullopt, "the server decides, by what it sends"};
    const bool asked = row->message == tls::Message::certificate_request;
    return {fact, asked, asked ? "the server sent a CertificateRequest" : "the server sent no CertificateRequest"};
}

Known certificate_sent(Events past, Role us, const Known& requested) {
    constexpr std::string_view fact = "a client certificate is shown";
    if (requested.holds == false) return {fact, false, "none was asked for"};
    if (const auto* certificate = find_message(past, us, Role::client, tls::HandshakeType::certificate)) {
        constexpr std::size_t empty_list = 7; // bytes: header and the length of the list
        const bool shown = certificate->bytes.size() > empty_list;
        return {fact, shown, shown ? "the client's Certificate holds one" : "the client's Certificate is empty"};
    }
    return {fact, std::nullopt, "the client decides, if it is asked"};
}

} // namespace

KnownFacts known_facts(Events past, Role us) {
    const Known promised = status_promised(past, us);
    const Known requested = certificate_requested(past, us);
    return {resuming(past, us), ticket_promised(past, us),
            promised,           status_sent(past, us, promised),
            requested,          certificate_sent(past, us, requested)};
}

Legal is_legal(const tls::Edge& row, const KnownFacts& known) {
    bool may = false, must = true;
    for (unsigned ways = 0; ways < 64; ++ways) {
        std::array<bool, 6> way{};
        bool fits = true;
        for (unsigned i = 0; i < way.size(); ++i) {
            way.at(i) = (ways >> i & 1U) != 0;
            fits = fits && known.at(i).holds.value_or(way.at(i)) == way.at(i);
        }
        if (!fits) continue;
        const bool holds = row.when.holds({way[0], way[1], way[2], way[3], way[4], way[5]});
        may = may || holds;
        must = must && holds;
    }
    return must ? Legal::yes : may ? Legal::open : Legal::no;
}

State state_of(Events past, Role us) {
    State state = State::client_hello;
    for (const tls::Event& event : past)
        if (const auto* move = tls::as<tls::told::Move>(event); move != nullptr && event.us == us)
            state = move->edge->to;
    return state;
}

} // namespace vitrine::apps
