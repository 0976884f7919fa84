// The flags for single extensions of the hellos, and what they come to.
#include "apps/extension_options.h"

#include "tls/handshake/record_limits.h"

#include <fmt/format.h>

namespace vitrine::apps {
namespace {

tls::MaxFragmentLength max_fragment_length_of(std::size_t bytes) {
    using enum tls::MaxFragmentLength;
    for (const tls::MaxFragmentLength length : {bytes_512, bytes_1024, bytes_2048, bytes_4096})
        if (size_of(length) == bytes) return length;
    throw UsageError{fmt::format("-maxfraglen {}: 512, 1024, 2048 or 4096 bytes (RFC 6066 §4)", bytes)};
}

std::uint16_t record_size_limit_of(std::size_t bytes) {
    if (bytes < tls::min_record_size_limit || bytes > 1 << 14)
        throw UsageError{fmt::format("--record-size-limit {}: 64 to 16384 bytes (RFC 8449 §4)", bytes)};
    return static_cast<std::uint16_t>(bytes);
}

} // namespace

void add_extension_flags(CommandLine& line, ExtensionOptions& options, tls::Role us) {
    line.group("Extensions");
    if (us == tls::Role::client)
        line.number("maxfraglen", options.max_fragment_length,
                    "ask for records of at most 512, 1024, 2048 or 4096 bytes, both ways");
    line.number("record-size-limit", options.record_size_limit,
                us == tls::Role::client ? "say that we take records of at most 64 to 16384 bytes (RFC 8449)"
                                        : "the same, to clients that say theirs (RFC 8449); else 16384");
}

void set_extensions(tls::ClientConfig& config, const ExtensionOptions& options) {
    if (options.max_fragment_length) config.max_fragment_length = max_fragment_length_of(*options.max_fragment_length);
    if (options.record_size_limit) config.record_size_limit = record_size_limit_of(*options.record_size_limit);
}

void set_extensions(tls::ServerConfig& config, const ExtensionOptions& options) {
    if (options.record_size_limit) config.record_size_limit = record_size_limit_of(*options.record_size_limit);
}

} // namespace vitrine::apps
