// All that the keys of a connection come from, as far as it is known.
#include "tls/trace/key_material.h"

#include "tls/base/error.h"
#include "tls/messages/handshake_message.h"
#include "tls/wire/codec.h"

#include <charconv>
#include <fmt/format.h>
#include <stdexcept>

namespace vitrine::tls {

namespace {

Bytes bytes_of(std::string_view hex) { return from_hex(hex).value_or(Bytes{}); }

template <class M> std::optional<M> find_message(const std::vector<Bytes>& messages, HandshakeType type) {
    for (const Bytes& message : messages)
        if (HandshakeType{message[0]} == type) return decode<M>(name_of(type), body_of(message));
    return std::nullopt;
}

void take_from_hellos(KeyMaterial& material) {
    const auto client = find_message<ClientHello>(material.messages, HandshakeType::client_hello);
    const auto server = find_message<ServerHello>(material.messages, HandshakeType::server_hello);
    if (client && material.client_random.empty()) material.client_random = to_bytes(client->random);
    if (!server) return;
    if (material.server_random.empty()) material.server_random = to_bytes(server->random);
    if (material.suite == CipherSuite{}) material.suite = server->cipher_suite;
    const bool extended = find<ExtendedMasterSecret>(server->extensions) != nullptr; // RFC 7627 §5.2
    if (!material.seed) material.seed = extended ? MasterSeed::session_hash : MasterSeed::randoms;
}

// By its official name, as recordings have it.
ContentType type_named(std::string_view name) {
    for (const ContentType type : {ContentType::alert, ContentType::handshake, ContentType::change_cipher_spec})
        if (name == name_of(type)) return type;
    return ContentType::application_data;
}

RecordPlace place_of(const RecordedEvent& record) {
    RecordPlace place;
    place.sender = record.value("sender") == name_of(Role::client) ? Role::client : Role::server;
    const std::string_view number = record.value("sequence_number");
    std::from_chars(number.data(), number.data() + number.size(), place.sequence_number);
    place.type = type_named(record.value("type"));
    place.explicit_nonce = bytes_of(record.value("explicit_nonce"));
    const Bytes aad = bytes_of(record.value("aad")); // its last two bytes are the length: RFC 5246 §6.2.3.3
    if (aad.size() >= 2) place.plaintext_size = std::size_t{aad[aad.size() - 2]} << 8 | aad.back();
    return place;
}

void add(KeyMaterial& material, const RecordedEvent& event) {
    if (event.kind == "message" && event.value("type") == name_of(ContentType::handshake)) {
        const Bytes message = bytes_of(event.value("bytes"));
        const bool counts = !message.empty() && HandshakeType{message[0]} != HandshakeType::hello_request;
        if (counts) material.messages.push_back(message); // RFC 5246 §7.4.1.1: HelloRequest is not in the transcript
    }
    if (event.kind == "agreement") material.premaster_secret = bytes_of(event.value("premaster_secret"));
    if (event.kind == "secret") material.master_secret = bytes_of(event.value("secret"));
    if (event.kind == "record" && !event.value("aad").empty()) material.records.push_back(place_of(event));
}

} // namespace

std::vector<Bytes> split_messages(View transcript) {
    const bool record =
        transcript.size() > 2 && ContentType{transcript[0]} == ContentType::handshake && transcript[1] == 3;
    if (record)
        throw std::invalid_argument("these are records, with their headers (16 03 …): only the messages in them count");
    std::vector<Bytes> messages;
    for (std::size_t at = 0; at < transcript.size();) {
        const View rest = transcript.subspan(at);
        std::size_t size = handshake_header_size;
        if (rest.size() >= handshake_header_size)
            size += std::size_t{rest[1]} << 16 | std::size_t{rest[2]} << 8 | rest[3];
        if (rest.size() < size)
            throw std::invalid_argument(fmt::format("message {} begins at byte {}, and its end is missing: {} bytes "
                                                    "where it takes {}",
                                                    messages.size() + 1, at, rest.size(), size));
        messages.push_back(to_bytes(rest.first(size)));
        at += size;
    }
    return messages;
}

void complete(KeyMaterial& material) {
    try {
        take_from_hellos(material);
    } catch (const Failure& failure) {
        throw std::invalid_argument(failure.sentence);
    }
    if (!material.seed) material.seed = material.session_hash.empty() ? MasterSeed::randoms : MasterSeed::session_hash;
}

KeyMaterial material_of(const Recording& recording) {
    KeyMaterial material;
    for (const RecordedEvent& event : recording.events) add(material, event);
    complete(material);
    return material;
}

} // namespace vitrine::tls
