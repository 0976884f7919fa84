// The configuration of a recorded end as JSON and back. Certificates are there, private keys are not.
#pragma once

#include "tls/trace/recording.h"

#include <nlohmann/json_fwd.hpp>

namespace vitrine::apps {

nlohmann::ordered_json json_of(const tls::ClientConfig& config);
nlohmann::ordered_json json_of(const tls::ServerConfig& config);

// Each throws std::exception's kin for what does not fit: nlohmann::json::exception, x509::ParseError, UsageError.
std::shared_ptr<const tls::ClientConfig> client_config_in(const nlohmann::ordered_json& json);
std::shared_ptr<const tls::ServerConfig> server_config_in(const nlohmann::ordered_json& json);

} // namespace vitrine::apps
