// What a recorded configuration says of single extensions, as JSON and back.
#include "apps/recording_extensions.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

namespace vitrine::apps {
namespace {

using Json = nlohmann::ordered_json;

template <class T> std::optional<T> number_in(const Json& json, const char* key) {
    if (!json.contains(key)) return std::nullopt;
    return static_cast<T>(json.at(key).get<std::uint32_t>());
}

constexpr std::array<std::string_view, 3> demands{"none", "leaf", "all"};

template <class Config> void add_revocation(Json& json, const Config& config) {
    if (config.revocation_demand != x509::RevocationDemand::none)
        json["revocation_demand"] = demands.at(static_cast<std::size_t>(config.revocation_demand));
    if (config.revocation_lists == nullptr) return;
    Json lists = Json::array();
    for (const x509::RevocationList& list : config.revocation_lists->all()) lists.push_back(to_hex(list.der()));
    json["revocation_lists"] = std::move(lists);
}

template <class Config> void set_revocation(const Json& json, Config& config) {
    const auto* const demand = std::ranges::find(demands, json.value("revocation_demand", "none"));
    if (demand != demands.end())
        config.revocation_demand = static_cast<x509::RevocationDemand>(demand - demands.begin());
    if (!json.contains("revocation_lists")) return;
    auto lists = std::make_shared<x509::RevocationLists>();
    for (const Json& der : json.at("revocation_lists"))
        lists->add(x509::RevocationList::parse(from_hex(der.get<std::string>()).value_or(Bytes{})));
    config.revocation_lists = std::move(lists);
}

template <class Config> void add_shared(Json& json, const Config& config) {
    add_revocation(json, config);
    if (config.record_size_limit) json["record_size_limit"] = *config.record_size_limit;
    if (config.preferences.alpn_required) json["alpn_required"] = true;
    if (config.export_keying_material) json["export_keying_material"] = true;
    if (!config.preferences.extended_master_secret) json["extended_master_secret"] = false; // absent: used, as ever
}

template <class Config> void set_shared(const Json& json, Config& config) {
    set_revocation(json, config);
    config.record_size_limit = number_in<std::uint16_t>(json, "record_size_limit");
    config.preferences.alpn_required = json.value("alpn_required", false);
    config.export_keying_material = json.value("export_keying_material", false);
    config.preferences.extended_master_secret = json.value("extended_master_secret", true);
}

} // namespace

void add_extensions(Json& json, const tls::ClientConfig& config) {
    add_shared(json, config);
    if (config.request_status) json["request_status"] = true;
    if (config.fallback_scsv) json["fallback_scsv"] = true;
    if (config.grease) json["grease"] = true;
    if (config.max_fragment_length)
        json["max_fragment_length"] = static_cast<std::uint32_t>(*config.max_fragment_length);
}

void add_extensions(Json& json, const tls::ServerConfig& config) {
    add_shared(json, config);
    if (config.unknown_name == tls::UnknownName::refused) json["unknown_name"] = "refused";
    for (std::size_t i = 0; i < config.identities.size(); ++i) {
        const tls::Identity& identity = config.identities[i];
        if (!identity.server_name().empty()) json["server_names"][std::to_string(i)] = identity.server_name();
        if (!identity.ocsp_response().empty())
            json["ocsp_responses"][std::to_string(i)] = to_hex(identity.ocsp_response());
    }
    if (config.short_records == tls::ShortRecords::granted) json["short_records"] = "granted";
}

void set_extensions_in(const Json& json, tls::ClientConfig& config) {
    set_shared(json, config);
    config.request_status = json.value("request_status", false);
    config.fallback_scsv = json.value("fallback_scsv", false);
    config.grease = json.value("grease", false);
    config.max_fragment_length = number_in<tls::MaxFragmentLength>(json, "max_fragment_length");
}

void set_extensions_in(const Json& json, tls::ServerConfig& config) {
    set_shared(json, config);
    config.unknown_name = json.contains("unknown_name") ? tls::UnknownName::refused : tls::UnknownName::first_identity;
    for (std::size_t i = 0; i < config.identities.size(); ++i) {
        const std::string place = std::to_string(i);
        config.identities[i].serve(json.value("server_names", Json::object()).value(place, ""));
        const std::string response = json.value("ocsp_responses", Json::object()).value(place, "");
        config.identities[i].staple(from_hex(response).value_or(Bytes{}));
    }
    config.short_records = json.contains("short_records") ? tls::ShortRecords::granted : tls::ShortRecords::ignored;
}

} // namespace vitrine::apps
