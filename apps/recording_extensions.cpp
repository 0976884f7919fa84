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

template <class Config> void add_shared(Json& json, const Config& config) {
    if (config.record_size_limit) json["record_size_limit"] = *config.record_size_limit;
    if (config.export_keying_material) json["export_keying_material"] = true;
    if (!config.preferences.extended_master_secret) json["extended_master_secret"] = false; // absent: used, as ever
}

template <class Config> void set_shared(const Json& json, Config& config) {
    config.record_size_limit = number_in<std::uint16_t>(json, "record_size_limit");
    config.export_keying_material = json.value("export_keying_material", false);
    config.preferences.extended_master_secret = json.value("extended_master_secret", true);
}

} // namespace

void add_extensions(Json& json, const tls::ClientConfig& config) {
    add_shared(json, config);
    if (config.max_fragment_length)
        json["max_fragment_length"] = static_cast<std::uint32_t>(*config.max_fragment_length);
}

void add_extensions(Json& json, const tls::ServerConfig& config) {
    add_shared(json, config);
    if (config.short_records == tls::ShortRecords::granted) json["short_records"] = "granted";
}

void set_extensions_in(const Json& json, tls::ClientConfig& config) {
    set_shared(json, config);
    config.max_fragment_length = number_in<tls::MaxFragmentLength>(json, "max_fragment_length");
}

void set_extensions_in(const Json& json, tls::ServerConfig& config) {
    set_shared(json, config);
    config.short_records = json.contains("short_records") ? tls::ShortRecords::granted : tls::ShortRecords::ignored;
}

} // namespace vitrine::apps
