// The inside of a Connection: the order in which a step looks for work, and what becomes of it.
#include "tls/engine.h"

#include "tls/messages/handshake_message.h"
#include "tls/wire/codec.h"

#include <algorithm>

namespace vitrine::tls {

namespace {

// Two of the largest records: one may be filled while the other waits for the application.
constexpr std::size_t input_capacity = 2 * max_record;
// Bytes that may wait for the transport before the application gets no more room.
constexpr std::size_t output_high_water = 4 * (max_plaintext + aes_gcm_prefix + sealed_suffix);

constexpr unsigned max_warnings = 4;       // CVE-2016-8610, the "SSL Death Alert": no free ride for floods
constexpr unsigned max_empty_records = 32; // in a row; a few are legitimate traffic padding (RFC 5246 §6.2.1)

} // namespace

Connection::Engine::Engine(Handshake handshake_of_role, Environment environment, std::size_t max_send_fragment,
                           std::uint64_t record_limit)
    : input(input_capacity), handshake(std::move(handshake_of_role)), environment_(environment),
      max_send_fragment_(std::clamp<std::size_t>(max_send_fragment, 1, max_plaintext)), record_limit_(record_limit) {
    // RFC 5246 §E.1: an old server must be able to read the record of the first ClientHello.
    if (handshake.role() == Role::client) writer_.set_version(ProtocolVersion::tls10);
}

Step Connection::Engine::step() {
    if (ending == Ending::failed || ending == Ending::truncated) return {};
    try {
        return step_once();
    } catch (const Failure& failure) { // the peer's fault, by tls::refuse
        fail(failure, false);
    } catch (const std::exception& fault) { // our own: RFC 5246 §7.2.2, internal_error
        fail(Failure{AlertDescription::internal_error, fault.what(), "RFC 5246 §7.2.2"}, false);
    }
    return {Step::Kind::closed, nullptr};
}

Step Connection::Engine::step_once() {
    if (from_app_) return seal_app_data();
    if (close_wanted_ && !close_sent_) {
        send_close_notify();
        return {Step::Kind::sent, nullptr};
    }
    if (ending != Ending::open) return {};
    if (handshake.our_turn() && !close_sent_) return write_handshake();
    if (!to_app_.empty()) return {}; // the plaintext lies in the buffer that would be read next
    if (called_off()) return read_record();
    if (const auto message = reassembler_.next()) return read_handshake_message(*message);
    return read_record();
}

void Connection::Engine::fail(const Failure& failure, bool sent_by_peer) {
    if (ending == Ending::failed || ending == Ending::truncated) return; // the first reason is the reason
    const auto message = handshake.in_hand();
    report.emplace(FailureReport{handshake.role(), sent_by_peer, failure, handshake.state(),
                                 message ? name_of(*message) : std::string_view{}, records_read});
    ending = Ending::failed;
    if (environment_.observer != nullptr)
        environment_.observer->failed(handshake.role(), {sent_by_peer, failure.alert, failure.sentence, failure.rfc});
    from_app_.reset();
    handshake.forget_secrets();
    handshake.forget_session();
    if (!sent_by_peer && !close_sent_) send_alert(AlertLevel::fatal, failure.alert);
}

void Connection::Engine::peer_commit(std::size_t size) {
    const View space = input.uncommitted();
    input.commit(size);
    tell_entered(size == 0 ? Input::end_of_peer : Input::from_peer, space.first(size), size);
}

void Connection::Engine::close() {
    tell_entered(Input::close, {}, 0);
    close_wanted_ = true;
}

void Connection::Engine::abort(const Failure& failure) {
    if (environment_.observer != nullptr) {
        Bytes what{static_cast<std::uint8_t>(failure.alert)};
        append(what, as_bytes(failure.sentence));
        tell_entered(Input::abort, what, what.size());
    }
    fail(failure, false);
}

void Connection::Engine::release_memory() {
    input.release_if_empty();
    if (!from_app_) output.release_if_empty();
    reassembler_.release_if_empty();
    handshake.forget_findings();
}

MutableView Connection::Engine::app_space() {
    const bool may_write = established() && ending == Ending::open && !close_wanted_ && !from_app_;
    if (!may_write || writer_.used_up() || output.waiting() > output_high_water) return {};
    const MutableView room = output.fresh_room(writer_.prefix() + max_send_fragment_ + writer_.suffix());
    return room.subspan(writer_.prefix(), max_send_fragment_);
}

void Connection::Engine::app_commit(std::size_t size) {
    if (size > max_send_fragment_ || from_app_)
        throw std::logic_error("more plaintext committed than there was space for");
    if (size == 0) return close();
    if (!established() || ending != Ending::open || close_sent_) return;
    from_app_ = size;
    tell_entered(Input::from_app, output.room(writer_.prefix() + size).subspan(writer_.prefix()), size);
}

void Connection::Engine::app_consume(std::size_t size) {
    if (size > to_app_.size()) throw std::logic_error("more plaintext consumed than was delivered");
    tell_entered(Input::taken_by_app, {}, size);
    to_app_ = to_app_.subspan(size);
    if (to_app_.empty()) input.unpin();
}

Step Connection::Engine::seal_app_data() {
    const std::size_t size = *from_app_;
    from_app_.reset();
    seal(ContentType::application_data, output.room(writer_.prefix() + size + writer_.suffix()));
    if (writer_.used_up()) close_wanted_ = true; // RFC 9325 §4.4: this key has protected enough
    return {Step::Kind::sent, nullptr};
}

Step Connection::Engine::write_handshake() {
    Bytes message;
    const Edge& edge = handshake.step(nullptr, message);
    const bool is_change = edge.message == Message::change_cipher_spec;
    const ContentType type = is_change ? ContentType::change_cipher_spec : ContentType::handshake;
    limit_records();
    tell_message(handshake.role(), type, message);
    send(type, message);
    writer_.set_version(ProtocolVersion::tls12);
    if (edge.message == Message::server_hello) reader_.agree_on_version();
    if (is_change) writer_.protect(handshake.take_keys(handshake.role()), record_limit_);
    limit_records();
    return {Step::Kind::sent, &edge};
}

Step Connection::Engine::read_record() {
    tell_next_wire();
    const auto record = reader_.next(input.pending());
    if (!record) return input.ended() ? end_of_stream() : Step{};
    ++records_read;
    input.take(record->size);
    tell_opened(*record);
    return read_content(*record);
}

Step Connection::Engine::read_content(const OpenedRecord& record) {
    if (called_off() && record.type != ContentType::alert) return {Step::Kind::received, nullptr};
    // Nothing may come between the parts of a handshake message: RFC 8446 §5.1's rule. RFC 5246 §6.2.1 would allow it,
    // but no honest peer does so, and attackers have (CVE-2014-0224's kind).
    if (record.type != ContentType::handshake && !reassembler_.empty())
        refuse(AlertDescription::unexpected_message,
               "the peer sent a record of type " + name_of(record.type) + " in the middle of a handshake message",
               "RFC 8446 §5.1");
    switch (record.type) {
    case ContentType::handshake: {
        reassembler_.add(record.plaintext);
        const auto message = reassembler_.next();
        return message ? read_handshake_message(*message) : Step{Step::Kind::received, nullptr};
    }
    case ContentType::change_cipher_spec: return read_change_cipher_spec(record.plaintext);
    case ContentType::alert: return read_alert(record.plaintext);
    case ContentType::application_data: return read_app_data(record);
    default: refuse(AlertDescription::unexpected_message, "unknown content type", "RFC 5246 §6");
    }
}

Step Connection::Engine::read_app_data(const OpenedRecord& record) {
    require(established(), AlertDescription::unexpected_message,
            "the peer sent application data before the handshake was done", "RFC 5246 §7.4.9");
    empty_records_ = record.plaintext.empty() ? empty_records_ + 1 : 0;
    require(empty_records_ <= max_empty_records, AlertDescription::unexpected_message,
            "the peer sent more than 32 empty records in a row", "RFC 5246 §6.2.1");
    if (record.plaintext.empty()) return {Step::Kind::received, nullptr};
    to_app_ = record.plaintext;
    input.pin();
    return {Step::Kind::delivered, nullptr};
}

Step Connection::Engine::read_alert(View content) {
    const auto alert = decode<Alert>("Alert", content);
    if (environment_.observer != nullptr)
        environment_.observer->alert(handshake.role(), {other(handshake.role()), alert.level, alert.description});
    require(alert.level == AlertLevel::warning || alert.level == AlertLevel::fatal, AlertDescription::illegal_parameter,
            "the peer sent an alert that is neither warning nor fatal", "RFC 5246 §7.2");
    if (alert.description == AlertDescription::close_notify) {
        ending = Ending::clean;
        close_wanted_ = true; // RFC 5246 §7.2.1: answered by our own
        return {Step::Kind::closed, nullptr};
    }
    if (alert.level == AlertLevel::fatal) {
        fail(Failure{alert.description, "the peer sent the fatal alert " + name_of(alert.description),
                     "RFC 5246 §7.2.2"},
             true);
        return {Step::Kind::closed, nullptr};
    }
    count_warning();
    return {Step::Kind::alerted, nullptr};
}

void Connection::Engine::count_warning() {
    require(++warnings_ <= max_warnings, AlertDescription::unexpected_message,
            "the peer sent too many messages that move nothing", "RFC 5246 §7.2.2");
}

Step Connection::Engine::read_handshake_message(View message) {
    const HandshakeType type{message[0]};
    tell_message(other(handshake.role()), ContentType::handshake, message);
    if (type == HandshakeType::hello_request && handshake.role() == Role::client && !established())
        return ignore_hello_request(message);
    if (established()) return answer_renegotiation(message);
    const Received received{ContentType::handshake, message};
    Bytes nothing;
    const Edge& edge = handshake.step(&received, nothing);
    if (edge.message == Message::server_hello) reader_.agree_on_version();
    limit_records();
    return {Step::Kind::received, &edge};
}

Step Connection::Engine::read_change_cipher_spec(View content) {
    require(!established(), AlertDescription::unexpected_message,
            "the peer sent a ChangeCipherSpec outside a handshake", "RFC 5246 §7.1");
    tell_message(other(handshake.role()), ContentType::change_cipher_spec, content);
    const Received received{ContentType::change_cipher_spec, content};
    Bytes nothing;
    const Edge& edge = handshake.step(&received, nothing);
    reader_.protect(handshake.take_keys(other(handshake.role())), record_limit_);
    limit_records();
    return {Step::Kind::received, &edge};
}

// In a handshake it is ignored, and is no part of the transcript (RFC 5246 §7.4.1.1).
Step Connection::Engine::ignore_hello_request(View message) {
    decode<HelloRequest>("HelloRequest", body_of(message));
    count_warning();
    return {Step::Kind::received, nullptr};
}

// There is no renegotiation: it has been the root of too many attacks (CVE-2009-3555, CVE-2021-3449).
Step Connection::Engine::answer_renegotiation(View message) {
    const HandshakeType type{message[0]};
    const HandshakeType asks =
        handshake.role() == Role::client ? HandshakeType::hello_request : HandshakeType::client_hello;
    require(type == asks && !renegotiation_refused_, AlertDescription::unexpected_message,
            "the peer sent " + name_of(type) + " after the handshake" +
                (type == asks ? ", although renegotiation was refused before" : ""),
            "RFC 5246 §7.4, §7.4.1.1");
    renegotiation_refused_ = true;
    if (!close_sent_) send_alert(AlertLevel::warning, AlertDescription::no_renegotiation); // RFC 5246 §7.2.1
    return {Step::Kind::alerted, nullptr};
}

Step Connection::Engine::end_of_stream() {
    ending = Ending::truncated; // RFC 5246 §7.2.1: without close_notify, data may have been cut off
    return {Step::Kind::closed, nullptr};
}

// What was agreed on in the hellos, as soon as it holds (RFC 6066 §4, RFC 8449 §4).
void Connection::Engine::limit_records() {
    const RecordLimits& limits = handshake.record_limits();
    max_send_fragment_ =
        std::min(max_send_fragment_, limits.to_send); // GnuTLS holds even the second to it in the clear
    if (limits.hold_in_the_clear() || reader_.encrypted()) reader_.limit_plaintext(limits.to_receive);
}

void Connection::Engine::send(ContentType type, View content) {
    // An alert stays in one piece: many a peer would not put it together.
    const std::size_t most = type == ContentType::alert ? content.size() : max_send_fragment_;
    while (!content.empty()) {
        const View fragment = content.first(std::min(content.size(), most));
        const MutableView record = output.fresh_room(writer_.prefix() + fragment.size() + writer_.suffix());
        std::copy(fragment.begin(), fragment.end(), record.begin() + static_cast<std::ptrdiff_t>(writer_.prefix()));
        seal(type, record);
        content = content.subspan(fragment.size());
    }
}

void Connection::Engine::seal(ContentType type, MutableView record) {
    tell_record(type, record); // while the plaintext still is one
    writer_.seal(type, record);
    tell_wire(handshake.role(), record);
    output.add(record.size());
    ++records_written;
}

void Connection::Engine::tell_entered(Input port, View bytes, std::size_t size) const {
    if (environment_.observer != nullptr) environment_.observer->entered(handshake.role(), {port, bytes, size});
}

void Connection::Engine::tell_wire(Role sender, View record) const {
    if (environment_.observer != nullptr) environment_.observer->wire(handshake.role(), {sender, record});
}

// The peer's next record as it came, if all of it is there: it is opened in place.
void Connection::Engine::tell_next_wire() {
    if (environment_.observer == nullptr) return;
    const View pending = input.pending();
    if (pending.size() < record_header_size) return;
    const std::size_t size = RecordReader::size_of_next(pending);
    if (pending.size() >= size) tell_wire(other(handshake.role()), pending.first(size));
}

void Connection::Engine::tell_record(ContentType type, MutableView record) const {
    if (environment_.observer == nullptr) return;
    const Frame frame = writer_.frame(type, record);
    const View plaintext = record.subspan(writer_.prefix(), record.size() - writer_.prefix() - writer_.suffix());
    const View aad = frame.encrypted ? View{frame.aad} : View{};
    environment_.observer->record(handshake.role(), {handshake.role(), frame.sequence_number, type, frame.header,
                                                     frame.explicit_nonce, aad, plaintext});
}

void Connection::Engine::tell_opened(const OpenedRecord& record) const {
    if (environment_.observer == nullptr) return;
    const Aad aad = record.aad();
    environment_.observer->record(handshake.role(),
                                  {other(handshake.role()), record.sequence_number, record.type, record.header,
                                   record.explicit_nonce, record.encrypted ? View{aad} : View{}, record.plaintext});
}

void Connection::Engine::send_alert(AlertLevel level, AlertDescription description) {
    if (environment_.observer != nullptr)
        environment_.observer->alert(handshake.role(), {handshake.role(), level, description});
    send(ContentType::alert, encode(Alert{level, description}));
}

void Connection::Engine::send_close_notify() {
    send_alert(AlertLevel::warning, AlertDescription::close_notify);
    close_sent_ = true;
}

void Connection::Engine::tell_message(Role sender, ContentType type, View bytes) const {
    if (environment_.observer != nullptr) environment_.observer->message(handshake.role(), {sender, type, bytes});
}

} // namespace vitrine::tls
