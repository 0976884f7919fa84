// Messages of real peers, from tests/tls/messages/captures; each file says where it comes from.
#pragma once

#include "crypto/bytes.h"

namespace vitrine::tls {

struct Captured {
    std::string sender; // "client" or "server"
    std::string name;   // "ClientHello"
    Bytes bytes;        // with the 4-byte handshake header, where there is one
};

std::vector<Captured> captured_in(std::string_view file);
// Handshake messages of all files.
std::vector<Captured> captured_handshake_messages();
// The one with this name that comes first in the file.
Bytes first_of(std::string_view file, std::string_view name);

} // namespace vitrine::tls
