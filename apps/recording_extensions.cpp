// What a recorded configuration says of single extensions, as JSON and back.
#include "apps/recording_extensions.h"

#include <nlohmann/json.hpp>

namespace vitrine::apps {
namespace {

using Json = nlohmann::ordered_json;

template <class T> std::optional<T> number_in(const Json& json, const char* key) {
    if (!json.contains(key)) return std::nullopt;
    return static_cast<T>(json.at(key).get<std::uint32_t>());
}

} // namespace

void add_extensions(Json& json, const tls::ClientConfig& config) {
    if (config.max_fragment_length)
        json["max_fragment_length"] = static_cast<std::uint32_t>(*config.max_fragment_length);
    if (config.record_size_limit) json["record_size_limit"] = *config.record_size_limit;
}

void add_extensions(Json& json, const tls::ServerConfig& config) {
    if (config.short_records == tls::ShortRecords::granted) json["short_records"] = "granted";
    if (config.record_size_limit) json["record_size_limit"] = *config.record_size_limit;
}

void set_extensions_in(const Json& json, tls::ClientConfig& config) {
    config.max_fragment_length = number_in<tls::MaxFragmentLength>(json, "max_fragment_length");
    config.record_size_limit = number_in<std::uint16_t>(json, "record_size_limit");
}

void set_extensions_in(const Json& json, tls::ServerConfig& config) {
    config.short_records = json.contains("short_records") ? tls::ShortRecords::granted : tls::ShortRecords::ignored;
    config.record_size_limit = number_in<std::uint16_t>(json, "record_size_limit");
}

} // namespace vitrine::apps
