// GREASE in what a client offers, and no server may choose (RFC 8701 §3.1).
#include "tls/handshake/grease.h"

#include "tls/handshake/dialogue.h"

#include <array>

namespace vitrine::tls {

namespace {

constexpr std::uint16_t value_from(std::uint8_t draw) {
    return static_cast<std::uint16_t>(((draw & 0xf0) | 0x0a) * 0x0101);
}

template <class Body> Body* body_in(Extensions& extensions) {
    for (Extension& extension : extensions)
        if (Body* body = std::get_if<Body>(&extension.body)) return body;
    return nullptr;
}

template <class T> void put_first(std::vector<T>& list, T value) { list.insert(list.begin(), value); }

} // namespace

void add_grease(ClientHello& hello, crypto::RandomSource& random) {
    std::array<std::uint8_t, 6> draws{};
    random.fill("grease", draws);
    put_first(hello.cipher_suites, CipherSuite{value_from(draws[0])});
    Extensions& extensions = *hello.extensions;
    if (auto* groups = body_in<SupportedGroups>(extensions))
        put_first(groups->named_group_list, NamedGroup{value_from(draws[1])});
    if (auto* schemes = body_in<SignatureAlgorithms>(extensions))
        put_first(schemes->supported_signature_algorithms, SignatureScheme{value_from(draws[2])});
    const auto half = static_cast<std::uint8_t>(value_from(draws[3]));
    if (auto* protocols = body_in<ApplicationProtocols>(extensions))
        put_first(protocols->protocol_name_list, ProtocolName{Bytes{half, half}});
    const std::uint16_t first = value_from(draws[4]);
    std::uint16_t last = value_from(draws[5]);
    if (last == first) last ^= 0x1010; // no extension twice: RFC 5246 §7.4.1.4
    put_first(extensions, Extension{ExtensionType{first}, UnknownExtension{}});
    extensions.push_back({ExtensionType{last}, UnknownExtension{Bytes{0}}}); // some servers choke on an empty last one
}

void check_grease(const Dialogue& dialogue, const ServerHello& hello) {
    if (!dialogue.client_config->grease) return; // then they are refused like all that was not offered
    const bool suite = is_grease(static_cast<std::uint16_t>(hello.cipher_suite));
    std::string extension;
    if (hello.extensions)
        for (const Extension& answered : *hello.extensions)
            if (is_grease(static_cast<std::uint16_t>(answered.type))) extension = name_of(answered.type);
    dialogue.check(!suite && extension.empty(), [&] {
        return Check{.what = "GREASE in ServerHello",
                     .found = suite ? name_of(hello.cipher_suite) : (extension.empty() ? "none" : extension),
                     .expected = "none",
                     .alert = AlertDescription::illegal_parameter,
                     .sentence = "the server chose a value that stands for nothing: it takes whatever is offered",
                     .rfc = "RFC 8701 §3.1"};
    });
}

} // namespace vitrine::tls
