// What explain can be given, and what is in it.
#include "apps/explain_source.h"

#include "apps/capture.h"
#include "apps/command_line.h"
#include "apps/hex_text.h"
#include "apps/recording_file.h"
#include "tls/trace/annotate_der.h"
#include "tls/trace/dissect.h"
#include "tls/trace/recorded_story.h"
#include "tls/x509/asn1/pem.h"

#include <fmt/format.h>
#include <stdexcept>

namespace vitrine::apps {
namespace {

constexpr std::size_t handshake_header = 4; // RFC 5246 §7.4
constexpr std::uint8_t der_sequence = 0x30; // X.690 §8.9

using Sources = std::vector<ExplainSource>;

Sources sources_in_recording(std::string_view content, const std::string& name) {
    const tls::Recording recording = parse_recording(content, name);
    try {
        return {{"", ToldConnection{recording.us, tls::events_in(recording)}}};
    } catch (const std::invalid_argument& error) {
        throw UsageError{fmt::format("{}: {}", name, error.what())};
    }
}

std::vector<tls::Event> dissected(std::span<const tls::Passage> passages, const tls::KeyLogSecrets& secrets) {
    tls::Story story;
    tls::dissect(passages, secrets, story);
    return story.events();
}

Sources sources_in_capture(std::string_view content, const std::string& name, std::string_view key_log) {
    Sources sources;
    try {
        const Capture capture = read_capture(as_bytes(content));
        const tls::KeyLogSecrets secrets = tls::read_key_log(fmt::format("{}\n{}", key_log, capture.key_log));
        for (const Conversation& conversation : capture.conversations) {
            ToldConnection told{tls::Role::client, dissected(passages_of(conversation), secrets)};
            sources.push_back({fmt::format("{} -> {}", conversation.client, conversation.server), std::move(told),
                               conversation.troubles});
        }
        if (sources.empty()) throw UsageError{name + ": no TCP connection with data is in this capture"};
        sources.front().troubles.insert(sources.front().troubles.begin(), capture.troubles.begin(),
                                        capture.troubles.end());
    } catch (const CaptureError& error) {
        throw UsageError{fmt::format("{}: {}", name, error.what())};
    }
    return sources;
}

std::string private_key_sentence(const std::string& name) {
    return fmt::format("{}: a private key is never shown; 'openssl pkey -pubout' gives the half of it that may be",
                       name);
}

Sources sources_in_pem(std::string_view content, const std::string& name) {
    Sources sources;
    std::string others;
    try {
        for (const x509::PemBlock& block : x509::read_pem(content)) {
            const auto kind = tls::der_kind_of(block.label);
            if (!kind)
                others += (others.empty() ? "" : ", ") + block.label;
            else
                sources.push_back({fmt::format("{} {}", kind->name, sources.size() + 1),
                                   SinglePiece{kind->name, kind->annotate(block.der)}});
        }
    } catch (const x509::ParseError& error) {
        throw UsageError{fmt::format("{}: {}", name, error.what())};
    }
    if (sources.empty() && others.find("PRIVATE KEY") != std::string::npos)
        throw UsageError{private_key_sentence(name)};
    if (sources.empty())
        throw UsageError{fmt::format("{}: there is nothing in this PEM that can be shown, only {}", name,
                                     others.empty() ? "text" : others)};
    if (sources.size() == 1) sources.front().title.clear();
    return sources;
}

// Records with secrets to open them are dissected; without, they are shown as they lie there, whatever they are.
std::vector<tls::Event> events_in_records(View bytes, std::string_view key_log) {
    std::vector<tls::Event> events = records_in(bytes);
    if (key_log.empty()) return events;
    std::vector<tls::Passage> passages;
    for (const tls::Event& event : events) {
        const auto* const wire = tls::as<tls::told::Wire>(event);
        passages.push_back({wire->sender, wire->bytes});
    }
    std::vector<tls::Event> opened = dissected(passages, tls::read_key_log(key_log));
    return opened.empty() ? events : opened;
}

bool is_one_message(View bytes) {
    if (bytes.size() < handshake_header) return false;
    const std::size_t length = std::size_t{bytes[1]} << 16 | std::size_t{bytes[2]} << 8 | bytes[3];
    return length == bytes.size() - handshake_header;
}

// Private keys begin with the number of their version, and nothing else that is shown does (RFC 5958 §2, RFC 8017
// §A.1.2, RFC 5915 §3, RFC 7292 §4).
bool begins_like_private_key(View der) {
    constexpr std::uint8_t der_integer = 0x02;
    const std::size_t header = der.size() > 1 && der[1] >= 0x80 ? 2 + (der[1] & 0x7fU) : 2;
    return der.size() > header && der[header] == der_integer;
}

SinglePiece piece_in_der(View bytes, const std::string& name) {
    if (begins_like_private_key(bytes)) throw UsageError{private_key_sentence(name)};
    const tls::DerKind kind = tls::der_kind_in(bytes);
    return {kind.name, kind.annotate(bytes)};
}

Sources sources_in_bytes(View bytes, const std::string& name, std::string_view key_log) {
    if (begins_like_record(bytes)) return {{"", ToldConnection{tls::Role::client, events_in_records(bytes, key_log)}}};
    if (is_one_message(bytes)) return {{"", SinglePiece{"message", tls::annotate(tls::ContentType::handshake, bytes)}}};
    if (bytes.size() > 2 && bytes[0] == der_sequence) return {{"", piece_in_der(bytes, name)}};
    throw UsageError{
        fmt::format("{}: these {} bytes ({}..) begin neither like a record of TLS (14 to 17, then 03), nor "
                    "like a handshake message of this length, nor like a certificate (30)",
                    name, bytes.size(), to_hex(bytes.first(std::min<std::size_t>(bytes.size(), 4))))};
}

Bytes bytes_in_hex(std::string_view content, const std::string& name) {
    if (content.find('\0') != std::string_view::npos)
        throw UsageError{name + ": this is no recording, no capture, no PEM, no record and no hexadecimal text"};
    try {
        return read_hex(content);
    } catch (const UsageError& error) {
        throw UsageError{fmt::format("{} is no recording, capture or PEM, so it is read as hexadecimal text: {}", name,
                                     error.what())};
    }
}

} // namespace

std::vector<ExplainSource> sources_in(std::string_view content, const std::string& name, std::string_view key_log) {
    if (content.empty()) throw UsageError{name + " is empty"};
    if (is_recording(content)) return sources_in_recording(content, name);
    if (is_capture(as_bytes(content))) return sources_in_capture(content, name, key_log);
    if (content.find("-----BEGIN ") != std::string_view::npos) return sources_in_pem(content, name);
    const bool is_der = as_bytes(content)[0] == der_sequence && !looks_like_hex(content);
    if (is_der || begins_like_record(as_bytes(content))) return sources_in_bytes(as_bytes(content), name, key_log);
    return sources_in_bytes(bytes_in_hex(content, name), name, key_log);
}

} // namespace vitrine::apps
