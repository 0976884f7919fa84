// The two ends of a connection.
#pragma once

#include <cstdint>
#include <string_view>

namespace vitrine::tls {

enum class Role : std::uint8_t { client, server };

constexpr Role other(Role role) { return role == Role::client ? Role::server : Role::client; }
constexpr std::string_view name_of(Role role) { return role == Role::client ? "client" : "server"; }

} // namespace vitrine::tls
