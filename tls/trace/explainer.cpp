// Explains records one by one: joins what lay on the wire with its plaintext, and names each part (RFC 5246 §6.2).
#include "tls/trace/explainer.h"

#include "tls/base/names.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace vitrine::tls {

namespace {

constexpr std::size_t header_size = 5;         // RFC 5246 §6.2.1
constexpr std::size_t explicit_nonce_size = 8; // RFC 5288 §3, RFC 6655 §3; none: RFC 7905 §2
constexpr std::size_t tag_size = 16;           // RFC 5116 §5.1
constexpr std::size_t short_tag_size = 8;      // RFC 6655 §4
constexpr std::size_t excerpt = 64;            // bytes of application data that are shown as text

std::uint64_t big_endian(View bytes) {
    std::uint64_t value = 0;
    for (const std::uint8_t byte : bytes) value = value << 8 | byte;
    return value;
}

void add_span(ExplainedRecord& record, std::string_view name, std::size_t offset, std::size_t size,
              std::string meaning) {
    if (size == 0) return;
    record.spans.push_back({fmt::format("Record.{}", name), std::string{name}, offset, size, std::move(meaning), 0});
}

void add_header(ExplainedRecord& record) {
    const View wire = record.wire;
    if (wire.size() < header_size) return add_span(record, "not_understood", 0, wire.size(), "");
    add_span(record, "type", 0, 1, name_of(record.type));
    add_span(record, "version", 1, 2, name_of(static_cast<ProtocolVersion>(big_endian(wire.subspan(1, 2)))));
    add_span(record, "length", 3, 2, std::to_string(big_endian(wire.subspan(3, 2))));
}

// The record told as plaintext is the one that lies here as ciphertext.
bool fits(const ExplainedRecord& record, const told::Record& plaintext) {
    const std::size_t nonce = plaintext.explicit_nonce.size();
    const std::size_t size = header_size + nonce + plaintext.plaintext.size() + tag_size;
    return record.type == plaintext.type && record.sequence_number == plaintext.sequence_number &&
           record.wire.size() == size &&
           std::ranges::equal(View{record.wire}.subspan(header_size, nonce), plaintext.explicit_nonce);
}

std::string meaning_of_nonce(const ExplainedRecord& record) {
    const std::uint64_t nonce = big_endian(View{record.wire}.subspan(header_size, explicit_nonce_size));
    return nonce == record.sequence_number ? fmt::format("the sequence number, {}", nonce) : "";
}

std::string meaning_of_content(View content) {
    const View shown = content.first(std::min(content.size(), excerpt));
    return fmt::format("{} bytes: {}{}", content.size(), as_text(shown), shown.size() < content.size() ? ".." : "");
}

} // namespace

Explainer::Explainer(Role us, Certificates certificates)
    : us_(us), directions_{Direction{certificates}, Direction{certificates}} {}

void Explainer::add(const Event& event) {
    if (event.us == us_) {
        if (const auto* wire = as<told::Wire>(event)) add_wire(*wire);
        if (const auto* record = as<told::Record>(event)) add_record(*record);
        if (as<told::Failure>(event) != nullptr) failed_ = true;
    }
    ++events_;
}

bool Explainer::settled() const {
    return failed_ || std::ranges::all_of(directions_, [](const Direction& direction) {
               return direction.stream.empty() && !direction.waiting_wire && !direction.waiting_record;
           });
}

void Explainer::add_wire(const told::Wire& wire) {
    Direction& direction = direction_of(wire.sender);
    give_up_waiting(direction);
    ExplainedRecord record{};
    record.event = events_;
    record.sender = wire.sender;
    record.type = ContentType{wire.bytes.empty() ? std::uint8_t{0} : wire.bytes[0]};
    record.sequence_number = direction.sequence_number++;
    record.encrypted = direction.is_protected || record.type == ContentType::application_data;
    record.wire = record.clear = wire.bytes;
    records_.push_back(std::move(record));
    direction.waiting_wire = records_.size() - 1;
    const ExplainedRecord& added = records_.back();
    if (!added.encrypted) {
        explain(*direction.waiting_wire, nullptr);
    } else if (direction.waiting_record && fits(added, *direction.waiting_record)) { // sealed just now
        explain(*direction.waiting_wire, &*direction.waiting_record);
    }
}

void Explainer::add_record(const told::Record& record) {
    if (record.aad.empty()) return; // in the clear: all of it lies on the wire
    Direction& direction = direction_of(record.sender);
    if (direction.waiting_wire && fits(records_[*direction.waiting_wire], record))
        explain(*direction.waiting_wire, &record);
    else
        direction.waiting_record = record;
}

// A record that has not been opened by the time the next one comes never is.
void Explainer::give_up_waiting(Direction& direction) {
    if (direction.waiting_wire) explain(*direction.waiting_wire, nullptr);
}

void Explainer::explain(std::size_t index, const told::Record* plaintext) {
    ExplainedRecord& record = records_[index];
    record.opened = !record.encrypted || plaintext != nullptr;
    add_header(record);
    if (record.wire.size() >= header_size) {
        const Frame frame = frame_of(record, plaintext);
        const std::size_t content = header_size + frame.nonce;
        if (plaintext != nullptr)
            std::ranges::copy(plaintext->plaintext, record.clear.begin() + static_cast<std::ptrdiff_t>(content));
        add_span(record, "explicit_nonce", header_size, frame.nonce, frame.nonce > 0 ? meaning_of_nonce(record) : "");
        add_span(record, "tag", content + frame.content, frame.tag, "");
        const std::size_t end = content + frame.content + frame.tag;
        add_span(record, "not_understood", end, record.wire.size() - end, "");
        explain_content(index, frame);
    }
    Direction& direction = direction_of(record.sender);
    direction.waiting_wire.reset();
    direction.waiting_record.reset();
}

// Without its plaintext the parts of a record can be told apart only by the cipher suite.
Explainer::Frame Explainer::frame_of(const ExplainedRecord& record, const told::Record* plaintext) const {
    const std::size_t length =
        std::min<std::size_t>(big_endian(View{record.wire}.subspan(3, 2)), record.wire.size() - header_size);
    Frame frame{0, length, 0};
    if (!record.encrypted) return frame;
    const auto suite_has = [&](std::string_view word) { return cipher_suite_.find(word) != std::string::npos; };
    const bool counts = suite_has("_GCM_") || suite_has("_CCM");
    const bool is_aead = plaintext != nullptr || counts || suite_has("_CHACHA20_");
    frame.nonce = plaintext != nullptr ? plaintext->explicit_nonce.size() : counts ? explicit_nonce_size : 0;
    frame.tag = !is_aead ? 0 : suite_has("_CCM_8") ? short_tag_size : tag_size;
    if (length < frame.nonce + frame.tag) return {0, length, 0};
    frame.content = length - frame.nonce - frame.tag;
    return frame;
}

void Explainer::explain_content(std::size_t index, Frame frame) {
    ExplainedRecord& record = records_[index];
    Direction& direction = direction_of(record.sender);
    const std::size_t offset = header_size + frame.nonce;
    const View content = View{record.clear}.subspan(offset, frame.content);
    if (!record.opened) {
        finish(direction); // of what comes next nobody knows whether it goes on with this
        return add_span(record, "ciphertext", offset, frame.content, fmt::format("{} bytes", frame.content));
    }
    switch (record.type) {
    case ContentType::handshake:
        direction.stream.add(index, offset, content);
        while (const auto message = direction.stream.next(exchange_)) add_message(*message);
        return;
    case ContentType::change_cipher_spec:
        direction.is_protected = true;
        direction.sequence_number = 0;
        [[fallthrough]];
    case ContentType::alert: {
        const Annotation annotation = annotate(record.type, content);
        record.messages.push_back(annotation.name);
        for (Span& span : spans_of(annotation)) {
            span.offset += offset;
            ++span.depth;
            record.spans.push_back(std::move(span));
        }
        return;
    }
    default: add_span(record, "content", offset, frame.content, meaning_of_content(content));
    }
}

void Explainer::add_message(const PlacedMessage& message) {
    records_[message.first_record].messages.push_back(message.annotation.name);
    for (const PlacedSpan& placed : message.spans) {
        records_[placed.record].spans.push_back(placed.span);
        ++records_[placed.record].spans.back().depth;
    }
    if (message.annotation.name == "ServerHello") read_server_hello(message.annotation);
}

void Explainer::read_server_hello(const Annotation& hello) {
    std::string version;
    for (const AnnotatedField& field : hello.fields) {
        if (field.path == "ServerHello.server_version") version = field.meaning;
        if (field.path == "ServerHello.cipher_suite") cipher_suite_ = field.meaning;
    }
    // before TLS 1.2 a signature did not say how it was made: RFC 4346 §7.4.3
    exchange_ =
        version == name_of(ProtocolVersion::tls12) ? key_exchange_of(cipher_suite_) : KeyExchangeAlgorithm::other;
}

void Explainer::finish(Direction& direction) {
    if (const auto rest = direction.stream.rest(exchange_)) add_message(*rest);
}

std::vector<ExplainedRecord> Explainer::take() {
    for (Direction& direction : directions_) {
        give_up_waiting(direction);
        finish(direction);
    }
    for (ExplainedRecord& record : records_) std::ranges::stable_sort(record.spans, {}, &Span::offset);
    events_ = 0;
    return std::exchange(records_, {});
}

} // namespace vitrine::tls
