// The work of dissect(): both directions of one connection, from records to messages (RFC 5246 §6.2, §7.4).
#include "tls/trace/dissection.h"

#include "crypto/equal.h"
#include "tls/messages/handshake_message.h"
#include "tls/wire/codec.h"

#include <fmt/format.h>

#include <algorithm>

namespace vitrine::tls {

namespace {

std::string_view word_for(Role role) { return role == Role::client ? "client" : "server"; }

bool begins_record(View bytes) {
    const RecordHeader header = read_header(bytes);
    return header.type >= ContentType::change_cipher_spec && header.type <= ContentType::heartbeat && bytes[1] == 3 &&
           header.length <= max_ciphertext;
}

// How both hellos begin, RFC 5246 §7.4.1.2, §7.4.1.3: enough of them for the keys, whatever their extensions hold.
struct HelloStart {
    ProtocolVersion version{};
    Random random{};
    Bytes session_id;
};

void describe(Wire& wire, HelloStart& start) {
    wire.number("version", start.version);
    wire.fixed("random", start.random);
    wire.opaque("session_id", start.session_id, Length::u8, {0, 32});
}

} // namespace

void Dissection::begin_in_the_middle() { client_.encrypted = server_.encrypted = true; }

void Dissection::add(const Passage& passage) {
    Direction& direction = direction_of(passage.sender);
    if (direction.lost) return;
    append(direction.pending, passage.bytes);
    View rest = direction.pending;
    while (rest.size() >= record_header_size && !direction.lost) {
        if (!begins_record(rest)) {
            lose(direction, AlertDescription::decode_error, "no TLS record begins there", "RFC 5246 §6.2.1");
            break;
        }
        const std::size_t size = record_header_size + read_header(rest).length;
        if (rest.size() < size) break;
        read_record(direction, rest.first(size));
        direction.place += size;
        rest = rest.subspan(size);
    }
    direction.pending = to_bytes(rest);
}

void Dissection::finish() {
    for (const Direction* const direction : {&client_, &server_})
        if (!direction->lost && !direction->pending.empty())
            observer_.chose(us, {"record",
                                 fmt::format("at byte {} of the {}", direction->place, word_for(direction->sender)),
                                 false, "only its beginning is there"});
}

// Says what is wrong where the next record of this direction should begin.
void Dissection::lose(Direction& direction, AlertDescription alert, const std::string& sentence, std::string_view rfc) {
    direction.lost = true;
    observer_.failed(
        us,
        {false, alert,
         fmt::format("byte {} of what the {} sent: {}", direction.place, word_for(direction.sender), sentence), rfc});
}

void Dissection::read_record(Direction& direction, View record) {
    observer_.wire(us, {direction.sender, record});
    const RecordHeader header = read_header(record);
    if (direction.encrypted) return open(direction, record);
    if (header.type == ContentType::application_data) return; // of TLS 1.3: never in the clear
    const View content = record.subspan(record_header_size);
    observer_.record(us, {direction.sender,
                          direction.sequence_number++,
                          header.type,
                          record.first(record_header_size),
                          {},
                          {},
                          content});
    read_content(direction, header.type, content);
}

void Dissection::open(Direction& direction, View record) {
    if (!direction.protection) return;
    const std::uint64_t sequence_number = direction.protection->sequence_number();
    const ContentType type = read_header(record).type;
    Bytes copy = to_bytes(record);
    const auto plaintext = open_record(*direction.protection, type, copy);
    if (!plaintext) { // what comes behind it cannot be opened either: its sequence number would be a guess
        direction.protection.reset();
        observer_.failed(
            us, {false, AlertDescription::bad_record_mac,
                 fmt::format("record {} of the {} under these keys does not open: it was altered, some before it "
                             "are missing, or the key log's secret is that of another connection",
                             sequence_number, word_for(direction.sender)),
                 "RFC 5246 §6.2.3.3"});
        return;
    }
    const Aad aad = make_aad(sequence_number, type, plaintext->size());
    observer_.record(us, {direction.sender, sequence_number, type, record.first(record_header_size),
                          record.subspan(record_header_size, direction.protection->explicit_nonce_size()), aad,
                          *plaintext});
    read_content(direction, type, *plaintext);
}

void Dissection::read_content(Direction& direction, ContentType type, View content) {
    try {
        switch (type) {
        case ContentType::handshake: return read_handshake(direction, content);
        case ContentType::alert: return read_alert(direction.sender, content);
        case ContentType::change_cipher_spec:
            observer_.message(us, {direction.sender, type, content});
            return change_cipher_spec(direction);
        default: return;
        }
    } catch (const Failure& failure) { // a message that cannot be read; its bytes are told
        observer_.failed(us, {false, failure.alert,
                              fmt::format("the {}: {}", word_for(direction.sender), failure.sentence), failure.rfc});
    }
}

void Dissection::read_handshake(Direction& direction, View fragment) {
    direction.reassembler.add(fragment);
    while (const auto message = direction.reassembler.next()) read_message(direction, *message);
}

void Dissection::read_message(Direction& direction, View message) {
    observer_.message(us, {direction.sender, ContentType::handshake, message});
    switch (HandshakeType{message[0]}) {
    case HandshakeType::hello_request: return; // no part of the transcript: RFC 5246 §7.4.1.1
    case HandshakeType::client_hello: read_client_hello(message); break;
    case HandshakeType::server_hello: read_server_hello(message); break;
    case HandshakeType::finished: read_finished(direction.sender, message); break;
    default: break;
    }
    append(transcript_, message);
}

// A handshake begins, be it the first or, under the old keys, another: RFC 5246 §7.4.1.2
void Dissection::read_client_hello(View message) {
    transcript_.clear();
    hellos_ = {};
    keys_.reset();
    master_ = nullptr;
    asked_for_keys_ = false;
    HelloStart start;
    Reader reader{"ClientHello", body_of(message)};
    describe(reader, start);
    hellos_.client.emplace().client = start.random;
}

void Dissection::read_server_hello(View message) {
    HelloStart start;
    Reader reader{"ServerHello", body_of(message)};
    describe(reader, start);
    reader.number("cipher_suite", hellos_.suite);
    reader.number("compression_method", hellos_.compression);
    hellos_.version = start.version;
    if (!hellos_.client) return;
    hellos_.both = hellos_.client;
    hellos_.both->server = start.random;
}

void Dissection::change_cipher_spec(Direction& direction) {
    if (!asked_for_keys_) derive_keys();
    asked_for_keys_ = true;
    direction.encrypted = true;
    direction.protection.reset();
    if (keys_)
        direction.protection.emplace(direction.sender == Role::client ? keys_->client_write : keys_->server_write);
}

std::string_view Dissection::why_closed() const {
    if (!hellos_.both) return "both hellos are needed for it, and one is missing";
    if (hellos_.version != ProtocolVersion::tls12) return "only records of TLS 1.2 are opened";
    if (!find_aead_suite(hellos_.suite))
        return "only records of AES-GCM and ChaCha20-Poly1305 suites of TLS 1.2 are opened";
    if (hellos_.compression != CompressionMethod::null) return "what is compressed is not opened";
    if (secrets_.master_secrets.empty()) return "there is no key log";
    if (secrets_.find(hellos_.both->client) == nullptr) return "the key log has no line with this client_random";
    return "";
}

void Dissection::derive_keys() {
    const std::string_view why = why_closed();
    observer_.chose(us, {"decryption", hellos_.both ? name_of(hellos_.suite) : "", why.empty(),
                         why.empty() ? "the key log has its master secret" : why});
    if (!why.empty()) return;
    const AeadSuite suite = *find_aead_suite(hellos_.suite);
    master_ = secrets_.find(hellos_.both->client);
    observer_.secret(us, "CLIENT_RANDOM", hellos_.both->client, master_->bytes.view());
    keys_ = derive_key_block(suite.hash, *master_, *hellos_.both, suite.cipher, audience());
}

void Dissection::read_finished(Role sender, View message) {
    if (master_ == nullptr) return;
    const crypto::HashAlgorithm hash = find_aead_suite(hellos_.suite)->hash;
    const auto finished = decode<Finished>("Finished", body_of(message));
    const VerifyData expected = derive_verify_data(hash, *master_, sender, crypto::hash(hash, transcript_), audience());
    const bool fits = crypto::equal(finished.verify_data, expected);
    observer_.checked(
        us, {"verify_data of Finished", to_hex(finished.verify_data), to_hex(expected), fits, "RFC 5246 §7.4.9"});
    if (!fits)
        observer_.failed(
            us, {false, AlertDescription::decrypt_error,
                 fmt::format("the verify_data of the {} does not fit the messages in this capture", word_for(sender)),
                 "RFC 5246 §7.4.9"});
}

void Dissection::read_alert(Role sender, View content) {
    const auto alert = decode<Alert>("Alert", content);
    observer_.alert(us, {sender, alert.level, alert.description});
    if (alert.level != AlertLevel::fatal) return;
    observer_.failed(us, {sender != us, alert.description,
                          fmt::format("the {} sent the fatal alert {}", word_for(sender), name_of(alert.description)),
                          "RFC 5246 §7.2.2"});
}

} // namespace vitrine::tls
