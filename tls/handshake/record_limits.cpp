// How much plaintext a record may hold (RFC 6066 §4, RFC 8449).
#include "tls/handshake/record_limits.h"

#include "tls/handshake/dialogue.h"

#include <algorithm>

namespace vitrine::tls {

namespace {

constexpr std::size_t most = 1 << 14; // bytes; RFC 5246 §6.2.1

bool is_registered(MaxFragmentLength length) {
    return length >= MaxFragmentLength::bytes_512 && length <= MaxFragmentLength::bytes_4096;
}

void check_size_limit(const Dialogue& dialogue, const RecordSizeLimit& limit) {
    dialogue.check(limit.record_size_limit >= min_record_size_limit, [&] {
        return Check{.what = "record_size_limit",
                     .found = std::to_string(limit.record_size_limit),
                     .expected = "64 or more",
                     .alert = AlertDescription::illegal_parameter,
                     .sentence = "the peer's record_size_limit is smaller than 64 bytes",
                     .rfc = "RFC 8449 §4"};
    });
}

// A greater value than TLS 1.2 allows may come from a peer that speaks later versions too (RFC 8449 §4).
RecordLimits limits_by(std::uint16_t ours, const RecordSizeLimit& theirs) {
    return {std::min<std::size_t>(theirs.record_size_limit, most), ours, ExtensionType::record_size_limit};
}

RecordLimits limits_by(MaxFragmentLength length) {
    return {size_of(length), size_of(length), ExtensionType::max_fragment_length};
}

} // namespace

void offer_record_limits(const ClientConfig& config, Extensions& extensions) {
    if (config.max_fragment_length)
        extensions.push_back({ExtensionType::max_fragment_length, MaxFragmentLengthCode{*config.max_fragment_length}});
    if (config.record_size_limit)
        extensions.push_back({ExtensionType::record_size_limit, RecordSizeLimit{*config.record_size_limit}});
}

void read_record_limits(Dialogue& dialogue, const ServerHello& hello) {
    const auto* length = find<MaxFragmentLengthCode>(hello.extensions);
    const auto* limit = find<RecordSizeLimit>(hello.extensions);
    if (length == nullptr && limit == nullptr) return;
    dialogue.check(length == nullptr || limit == nullptr, [&] {
        return Check{.what = "limits of records",
                     .found = length != nullptr && limit != nullptr ? "both" : "one or none",
                     .expected = "not both max_fragment_length and record_size_limit",
                     .alert = AlertDescription::illegal_parameter,
                     .sentence = "the server answered both max_fragment_length and record_size_limit",
                     .rfc = "RFC 8449 §5"};
    });
    if (limit != nullptr) {
        check_size_limit(dialogue, *limit);
        dialogue.record_limits = limits_by(dialogue.client_config->record_size_limit.value(), *limit);
    }
    if (length == nullptr) return;
    const MaxFragmentLength asked = dialogue.client_config->max_fragment_length.value();
    dialogue.check(length->max_fragment_length == asked, [&] {
        return Check{.what = "max_fragment_length of ServerHello",
                     .found = name_of(length->max_fragment_length),
                     .expected = name_of(asked),
                     .alert = AlertDescription::illegal_parameter,
                     .sentence = "the server answered another max_fragment_length than the one that was asked for",
                     .rfc = "RFC 6066 §4"};
    });
    dialogue.record_limits = limits_by(asked);
}

void write_record_limits(Dialogue& dialogue, Extensions& extensions) {
    const ServerConfig& config = *dialogue.server_config;
    const auto* limit = find<RecordSizeLimit>(dialogue.offer->extensions);
    if (limit != nullptr && config.record_size_limit) { // max_fragment_length is ignored beside it: RFC 8449 §5
        check_size_limit(dialogue, *limit);
        dialogue.record_limits = limits_by(*config.record_size_limit, *limit);
        extensions.push_back({ExtensionType::record_size_limit, RecordSizeLimit{*config.record_size_limit}});
        return;
    }
    const auto* length = find<MaxFragmentLengthCode>(dialogue.offer->extensions);
    if (length == nullptr || config.short_records == ShortRecords::ignored) return;
    dialogue.check(is_registered(length->max_fragment_length), [&] {
        return Check{.what = "max_fragment_length",
                     .found = name_of(length->max_fragment_length),
                     .expected = "2^9, 2^10, 2^11 or 2^12",
                     .alert = AlertDescription::illegal_parameter,
                     .sentence = "the client asks for a max_fragment_length that is none of the four there are",
                     .rfc = "RFC 6066 §4"};
    });
    dialogue.record_limits = limits_by(length->max_fragment_length);
    extensions.push_back({ExtensionType::max_fragment_length, *length});
}

} // namespace vitrine::tls
