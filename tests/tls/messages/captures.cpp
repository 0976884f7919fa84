// Messages of real peers, from tests/tls/messages/captures.
#include "tests/tls/messages/captures.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace vitrine::tls {

std::vector<Captured> captured_in(std::string_view file) {
    const std::string path = std::string{VITRINE_TEST_DATA} + "/tls/messages/captures/" + std::string{file};
    std::ifstream lines{path};
    if (!lines) throw std::runtime_error("cannot read " + path);
    std::vector<Captured> messages;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with('#')) continue;
        Captured message;
        std::string hex;
        std::istringstream{line} >> message.sender >> message.name >> hex;
        message.bytes = from_hex(hex).value();
        messages.push_back(message);
    }
    return messages;
}

std::vector<Captured> captured_handshake_messages() {
    std::vector<Captured> messages;
    for (const char* file : {"rsa_client_auth.txt", "ecdsa_resumed.txt", "client_hellos.txt", "gnutls_hello.txt"})
        for (const Captured& message : captured_in(file))
            if (message.name != "ChangeCipherSpec" && message.name != "Alert") messages.push_back(message);
    return messages;
}

Bytes first_of(std::string_view file, std::string_view name) {
    for (const Captured& message : captured_in(file))
        if (message.name == name) return message.bytes;
    throw std::runtime_error("no " + std::string{name} + " in " + std::string{file});
}

} // namespace vitrine::tls
