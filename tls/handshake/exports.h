// What an application may take out of an established connection: keying material (RFC 5705), and names for the
// connection that other protocols bind themselves to (RFC 5929, RFC 9266).
#pragma once

#include "tls/base/held.h"
#include "tls/keys/key_schedule.h"
#include "tls/x509/certificate/certificate.h"

#include <optional>

namespace vitrine::tls {

enum class ChannelBinding : std::uint8_t {
    tls_unique,           // RFC 5929 §3: the verify_data of the handshake's first Finished, 12 bytes
    tls_server_end_point, // RFC 5929 §4: a hash of the server's certificate
    tls_exporter,         // RFC 9266 §2: 32 bytes of keying material
};
std::string_view name_of(ChannelBinding type); // "tls-unique"

// What exports are made of. Filled during the handshake, of use once it is established.
struct Exports {
    Held<MasterSecret> master; // if the configuration asks that it be kept: see ClientConfig
    crypto::HashAlgorithm hash = crypto::HashAlgorithm::sha256;
    Randoms randoms;
    bool extended_master_secret = false;
    std::optional<VerifyData> first_verify_data;
    std::optional<x509::Certificate> server_certificate;
};

// Each gives an empty text if it did what was asked, else the reason why there is no such thing; `out` is then as it
// was. Without an extended master secret an attacker can give two connections the same one (the triple handshake
// attack), so nothing that hangs on it names a connection: RFC 7627 §5.4.
[[nodiscard]] std::string_view export_keying_material(const Exports& exports, std::string_view label,
                                                      std::optional<View> context, MutableView out);
[[nodiscard]] std::string_view channel_binding(const Exports& exports, ChannelBinding type, Bytes& out);

} // namespace vitrine::tls
