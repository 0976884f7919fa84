// Faults of records and alerts: forged, repeated, cut off, too long, too many (RFC 5246 §6.2, §7.2).
#include "tls/keys/suites.h"
#include "tls/lab/fault_tables.h"
#include "tls/lab/nonce_reuse.h"

#include <array>

namespace vitrine::tls {

namespace {

Content data(std::string_view text) { return {ContentType::application_data, to_bytes(as_bytes(text))}; }

Bytes record_announcing(std::uint16_t length, std::size_t behind_it) {
    Bytes record(record_header_size + behind_it);
    write_header({ContentType::application_data, ProtocolVersion::tls12, length},
                 std::span{record}.first<record_header_size>());
    return record;
}

void too_long(ScriptedEnd& end, const Content&) { end.say_bytes(record_announcing(max_ciphertext + 1, 100)); }
void too_short(ScriptedEnd& end, const Content&) { end.say_bytes(record_announcing(10, 10)); }

void forged(ScriptedEnd& end, const Content&) {
    constexpr std::string_view order = "pay 10 EUR";
    Bytes record = end.seal(data(order));
    const std::size_t digit = record.size() - sealed_suffix - order.size() + order.find('1');
    record[digit] ^= '1' ^ '9'; // a stream cipher alone would not notice
    end.say_bytes(record);
}

void replayed(ScriptedEnd& end, const Content&) {
    const Bytes record = end.seal(data("pay 10 EUR"));
    end.say_bytes(record);
    end.say_bytes(record);
}

void reordered(ScriptedEnd& end, const Content&) {
    const Bytes first = end.seal(data("first"));
    end.say_bytes(end.seal(data("second")));
    end.say_bytes(first);
}

void of_old_version(ScriptedEnd& end, const Content&) {
    Bytes record = end.seal(data("hello"));
    record[2] = 1; // 3.1: TLS 1.0
    end.say_bytes(record);
}

void heartbeat(ScriptedEnd& end, const Content&) {
    end.say({ContentType::heartbeat, {1, 0x40, 0}}); // a request; its payload: 16384 bytes, of which none is there
}

void ten_warnings(ScriptedEnd& end, const Content&) {
    for (int i = 0; i < 10; ++i) end.say(content_of(AlertLevel::warning, AlertDescription::user_canceled));
}

void forty_empty_records(ScriptedEnd& end, const Content&) {
    for (int i = 0; i < 40; ++i) end.say(data(""));
}

void alert_in_the_clear(ScriptedEnd& end, const Content&) {
    end.say_in_the_clear(content_of(AlertLevel::warning, AlertDescription::close_notify));
}

// GHASH is AES-GCM's.
void with_aes_gcm(ClientConfig& client, ServerConfig&) {
    std::erase_if(client.preferences.cipher_suites,
                  [](CipherSuite suite) { return find_suite(suite)->cipher.aead != Aead::aes_gcm; });
}

void alert_of_level_three(ScriptedEnd& end, const Content&) {
    end.say(content_of(AlertLevel{3}, AlertDescription::user_canceled));
}

void cut_off(ScriptedEnd& end, const Content&) {
    end.say(data("half of it"));
    end.hang_up();
}

using enum AlertDescription;
constexpr auto established = std::nullopt;
constexpr Role client = Role::client;
constexpr Role server = Role::server;

// clang-format off
constexpr std::array faults{
    Fault{"record-forged", client, established, forged, bad_record_mac,
          "does not fit its authentication tag", "RFC 5246 §6.2.3.3",
          "A digit in a sealed record is changed on its way: 10 EUR would become 90."},
    Fault{"record-replayed", client, established, replayed, bad_record_mac,
          "does not fit its authentication tag", "RFC 5246 §6.2.3.3",
          "A sealed record is sent a second time."},
    Fault{"record-reordered", server, established, reordered, bad_record_mac,
          "does not fit its authentication tag", "RFC 5246 §6.2.3.3",
          "The second record comes before the first."},
    Fault{"record-too-short", client, established, too_short, bad_record_mac,
          "does not fit its authentication tag", "RFC 5288 §3",
          "A sealed record of 10 bytes: too short for its nonce and its tag, and a trap for subtractions."},
    Fault{"record-too-long", server, established, too_long, record_overflow,
          "announces", "RFC 5246 §6.2.3",
          "A record announces one byte more than any record may have."},
    Fault{"record-version", client, established, of_old_version, protocol_version,
          "after TLS 1.2 was agreed on", "RFC 5246 §6.2.1",
          "A sealed record calls itself one of TLS 1.0."},
    Fault{"heartbeat", client, established, heartbeat, unexpected_message,
          "heartbeat", "CVE-2014-0160 (Heartbleed)",
          "A heartbeat of no bytes asks for 16384 back: whatever lies behind it in the memory."},
    Fault{"warnings-flood", client, established, ten_warnings, unexpected_message,
          "too many messages that move nothing", "CVE-2016-8610 (SSL Death Alert)",
          "Warnings without end, each of which costs the receiver a turn."},
    Fault{"empty-records-flood", server, established, forty_empty_records, unexpected_message,
          "empty records", "resource exhaustion",
          "Records without content, one after the other, each properly sealed."},
    Fault{"alert-plaintext-after-ccs", server, established, alert_in_the_clear, bad_record_mac,
          "does not fit its authentication tag", "RFC 5246 §7.2.1, truncation",
          "Somebody on the way says close_notify in the clear: the stream would seem to have ended here."},
    Fault{"alert-level", client, established, alert_of_level_three, illegal_parameter,
          "neither warning nor fatal", "RFC 5246 §7.2",
          "An alert has a level that there is none of, for a receiver that asks only whether it is fatal."},
    Fault{"truncated", server, established, cut_off, std::nullopt,
          "without close_notify", "truncation attack, RFC 5246 §7.2.1",
          "The stream ends without close_notify: somebody cut the line, and half of the message is missing."},
    Fault{"nonce-reuse", client, established, reuse_nonce, bad_record_mac,
          "does not fit its authentication tag", "CVE-2016-0270, RFC 5288 §3",
          "A sender's copy seals another record under a nonce that was used: the two tags give away GHASH's key, and records are forged without any other. From a sender that counts, the same sum yields nothing.",
          with_aes_gcm},
};
// clang-format on

} // namespace

std::span<const Fault> faults_of_records() { return faults; }

} // namespace vitrine::tls
