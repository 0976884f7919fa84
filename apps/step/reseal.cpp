// A record that was encrypted, changed and sealed again (RFC 5246 §6.2.3.3, RFC 5288 §3, RFC 7905 §2).
#include "apps/step/reseal.h"

#include "apps/step/patch.h"
#include "tls/record/protection.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

// The part of the key block that is called "server_write_key", or whatever is asked for; nothing before there is one.
std::optional<Bytes> key_block_part(const std::vector<tls::Event>& events, const std::string& name) {
    for (const tls::Event& event : events) {
        const auto* derivation = tls::as<tls::told::Derivation>(event);
        if (derivation == nullptr) continue;
        for (const tls::told::Named& part : derivation->parts)
            if (part.name == name) return part.bytes;
    }
    return std::nullopt;
}

std::size_t prefix_of(const tls::ExplainedRecord& record) {
    return tls::record_header_size + part_of(record, "Record.explicit_nonce").size();
}

} // namespace

bool lies_under_seal(const tls::ExplainedRecord& record, std::size_t offset) {
    return record.encrypted && offset >= prefix_of(record) && offset + tls::sealed_suffix < record.wire.size();
}

Bytes sealed_again(const std::vector<tls::Event>& events, const tls::ExplainedRecord& record, std::size_t offset,
                   View changed) {
    const std::string sender{name_of(record.sender)};
    const auto key = key_block_part(events, sender + "_write_key");
    const auto iv = key_block_part(events, sender + "_write_IV");
    if (!key || !iv || !record.opened)
        throw StepError{"that lies in an encrypted record, and the keys to open it and seal it again are not known"};
    Bytes sealed = record.clear;
    std::ranges::copy(changed, sealed.begin() + static_cast<std::ptrdiff_t>(offset));
    const std::size_t prefix = prefix_of(record), size = sealed.size() - prefix - tls::sealed_suffix;
    const MutableView all{sealed};
    const MutableView text = all.subspan(prefix, size);
    const auto tag = all.last<tls::sealed_suffix>();
    const tls::Aad aad = tls::make_aad(record.sequence_number, record.type, size);
    if (prefix == tls::aes_gcm_prefix)
        crypto::AesGcm{*key}.seal(tls::make_nonce(*iv, part_of(record, "Record.explicit_nonce")), aad, text, tag);
    else
        crypto::ChaCha20Poly1305{*key}.seal(tls::make_nonce(*iv, record.sequence_number), aad, text, tag);
    return sealed;
}

} // namespace vitrine::apps
