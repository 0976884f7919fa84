// What a recorded configuration says of single extensions: a key that is absent means that the extension is not used.
#pragma once

#include "tls/handshake/config.h"

#include <nlohmann/json_fwd.hpp>

namespace vitrine::apps {

void add_extensions(nlohmann::ordered_json& json, const tls::ClientConfig& config);
void add_extensions(nlohmann::ordered_json& json, const tls::ServerConfig& config);
void set_extensions_in(const nlohmann::ordered_json& json, tls::ClientConfig& config);
void set_extensions_in(const nlohmann::ordered_json& json, tls::ServerConfig& config);

} // namespace vitrine::apps
