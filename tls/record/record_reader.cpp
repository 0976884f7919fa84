// From the peer's bytes to opened records, in the buffer that the bytes were read into (RFC 5246 §6.2).
#include "tls/record/record_reader.h"

#include "tls/base/error.h"

#include <fmt/format.h>

#include <algorithm>

namespace vitrine::tls {

namespace {

using enum AlertDescription;

struct OtherProtocol {
    std::string_view opening; // its first bytes, none of them a content type
    std::string_view name;
};

// clang-format off
constexpr std::array other_protocols{ // what is most often met where TLS was expected
    OtherProtocol{"GET ", "HTTP"}, OtherProtocol{"HEAD", "HTTP"}, OtherProtocol{"POST", "HTTP"},
    OtherProtocol{"PUT ", "HTTP"}, OtherProtocol{"DELE", "HTTP"}, OtherProtocol{"OPTI", "HTTP"},
    OtherProtocol{"CONN", "HTTP"}, OtherProtocol{"PATC", "HTTP"}, OtherProtocol{"TRAC", "HTTP"},
    OtherProtocol{"HTTP", "HTTP"}, OtherProtocol{"PRI ", "HTTP/2 in the clear"},
    OtherProtocol{"SSH-", "SSH"},  OtherProtocol{"220 ", "SMTP or FTP in the clear"},
    OtherProtocol{"220-", "SMTP or FTP in the clear"}, OtherProtocol{"EHLO", "SMTP in the clear"},
    OtherProtocol{"* OK", "IMAP in the clear"}, OtherProtocol{"+OK ", "POP3 in the clear"},
};
// clang-format on

// Says what the first bytes of a stream are that begins with no record at all.
void refuse_other_protocol(View start) {
    const bool ssl2_hello = (start[0] & 0x80) != 0 && start[2] == 1; // msg_length | 2^15, msg_type: RFC 5246 §E.2
    require(!ssl2_hello, protocol_version, "the peer sent an SSL 2.0 hello, which must never be answered",
            "RFC 6176 §3");
    for (const auto& [opening, name] : other_protocols)
        if (as_text(start).starts_with(opening))
            refuse(unexpected_message, fmt::format("the peer speaks {}, not TLS", name), "RFC 5246 §6.2.1");
}

// The checks below run for every record: a sentence is put together only once it is needed.

void check_type(View start, bool is_first) {
    const ContentType type{start[0]};
    if (type >= ContentType::change_cipher_spec && type <= ContentType::application_data) return;
    if (is_first) refuse_other_protocol(start);
    refuse(unexpected_message, fmt::format("a record has content type {}, which is none of TLS 1.2's", name_of(type)),
           "RFC 5246 §6.2.1");
}

void check_version(ProtocolVersion version, bool agreed) {
    if (version == ProtocolVersion::tls12) return;
    if (agreed)
        refuse(protocol_version, fmt::format("a record has version {}, after TLS 1.2 was agreed on", name_of(version)),
               "RFC 5246 §6.2.1");
    // "MUST accept any value {03,XX} as the record layer version number for ClientHello": RFC 5246 §E.1
    if (static_cast<std::uint16_t>(version) >> 8 != 3)
        refuse(protocol_version, fmt::format("a record has version {}, which is not 3.x", name_of(version)),
               "RFC 5246 §E.1");
}

// The one answer to every record that does not open, whatever the reason: a peer must not learn more.
[[noreturn]] void refuse_forged() {
    refuse(bad_record_mac, "a record does not fit its authentication tag: it was altered, replayed or forged",
           "RFC 5246 §6.2.3.3");
}

// What can be told from the header, before more is waited for.
void check_length(std::size_t length, const std::optional<Protection>& protection) {
    const bool encrypted = protection.has_value();
    const std::size_t limit = encrypted ? max_ciphertext : max_plaintext;
    if (length > limit)
        refuse(record_overflow, fmt::format("a record announces {} bytes where {} is the most", length, limit),
               encrypted ? "RFC 5246 §6.2.3" : "RFC 5246 §6.2.1");
    if (encrypted && length < protection->explicit_nonce_size() + sealed_suffix) refuse_forged();
}

void check_plaintext(ContentType type, std::size_t size, std::size_t limit) {
    if (size > limit)
        refuse(record_overflow, fmt::format("a record opens to {} bytes where {} is the most", size, limit),
               limit == max_plaintext ? "RFC 5246 §6.2.3" : "RFC 6066 §4, RFC 8449 §4");
    if (size == 0 && type != ContentType::application_data)
        refuse(unexpected_message, fmt::format("an empty {} record: only application data may be empty", name_of(type)),
               "RFC 5246 §6.2.1");
}

} // namespace

void RecordReader::protect(const DirectionKeys& keys, std::uint64_t record_limit) {
    protection_.emplace(keys, record_limit); // numbering begins anew with the keys: RFC 5246 §6.1
}

std::size_t RecordReader::size_of_next(View input) {
    if (input.size() < record_header_size) return record_header_size;
    return record_header_size + read_header(input).length;
}

void RecordReader::check_header(View start) const {
    const RecordHeader header = read_header(start);
    check_type(start, records_ == 0);
    check_version(header.version, version_is_agreed_ || encrypted());
    check_length(header.length, protection_);
    // A closing alert may still come. Which alert answers the rest is ours to choose: the limit is our own policy.
    require(!encrypted() || !protection_->used_up() || header.type == ContentType::alert, internal_error,
            "the peer goes on under a key that has protected as many records as it may", "RFC 9325 §4.4");
}

std::optional<OpenedRecord> RecordReader::next(MutableView input) {
    if (input.size() < record_header_size) return std::nullopt;
    check_header(input.first(record_header_size));
    const std::size_t size = size_of_next(input);
    if (input.size() < size) return std::nullopt;

    OpenedRecord opened = encrypted() ? open(input.first(size)) : take(input.first(size));
    check_plaintext(opened.type, opened.plaintext.size(), plaintext_limit_);
    ++records_;
    return opened;
}

OpenedRecord RecordReader::take(MutableView record) {
    return {.type = read_header(record).type,
            .sequence_number = sequence_number_++,
            .size = record.size(),
            .header = record.first(record_header_size),
            .explicit_nonce = {},
            .plaintext = record.subspan(record_header_size)};
}

OpenedRecord RecordReader::open(MutableView record) {
    const ContentType type = read_header(record).type;
    const std::uint64_t sequence_number = protection_->sequence_number();
    const auto plaintext = open_record(*protection_, type, record);
    if (!plaintext) refuse_forged();
    return {.type = type,
            .sequence_number = sequence_number,
            .size = record.size(),
            .header = record.first(record_header_size),
            .explicit_nonce = record.subspan(record_header_size, protection_->explicit_nonce_size()),
            .encrypted = true,
            .plaintext = *plaintext};
}

} // namespace vitrine::tls
