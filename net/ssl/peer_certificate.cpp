// A peer's certificate as Python's getpeercert() gives it.
#include "net/ssl/peer_certificate.h"

#include "tls/x509/certificate/ip_address.h"

#include <array>
#include <ctime>
#include <fmt/format.h>

namespace vitrine::net::ssl {

namespace {

std::string long_name_of(const std::string& type) {
    struct Known {
        std::string_view type, name;
    };
    constexpr std::array known{
        Known{"2.5.4.3", "commonName"},
        Known{"2.5.4.4", "surname"},
        Known{"2.5.4.5", "serialNumber"},
        Known{"2.5.4.6", "countryName"},
        Known{"2.5.4.7", "localityName"},
        Known{"2.5.4.8", "stateOrProvinceName"},
        Known{"2.5.4.10", "organizationName"},
        Known{"2.5.4.11", "organizationalUnitName"},
        Known{"2.5.4.42", "givenName"},
        Known{"1.2.840.113549.1.9.1", "emailAddress"},
        Known{"0.9.2342.19200300.100.1.25", "domainComponent"},
    };
    for (const Known& one : known)
        if (one.type == type) return std::string{one.name};
    return type;
}

PeerCertificate::Pairs pairs_of(const x509::Name& name) {
    PeerCertificate::Pairs pairs;
    for (const x509::Name::Attribute& attribute : name.attributes())
        pairs.emplace_back(long_name_of(attribute.type), attribute.value);
    return pairs;
}

std::string time_text(std::chrono::sys_seconds time) {
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    return fmt::format("{} {:2} {:02}:{:02}:{:02} {} GMT", months.at(static_cast<std::size_t>(parts.tm_mon)),
                       parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, parts.tm_year + 1900);
}

// Without the zero byte in front that makes a number positive.
std::string serial_text(View bytes) {
    if (bytes.size() > 1 && bytes.front() == 0) bytes = bytes.subspan(1);
    std::string text;
    for (const std::uint8_t byte : bytes) text += fmt::format("{:02X}", byte);
    return text;
}

} // namespace

PeerCertificate peer_certificate_of(const x509::Certificate& certificate) {
    PeerCertificate peer;
    peer.subject = pairs_of(certificate.subject());
    peer.issuer = pairs_of(certificate.issuer());
    peer.serialNumber = serial_text(certificate.serial_number());
    peer.notBefore = time_text(certificate.not_before());
    peer.notAfter = time_text(certificate.not_after());
    peer.version = certificate.version();
    if (const auto& names = certificate.extensions().subject_alt_name) {
        for (const std::string& name : names->dns_names) peer.subjectAltName.emplace_back("DNS", name);
        for (const Bytes& address : names->ip_addresses)
            peer.subjectAltName.emplace_back("IP Address", x509::format_ip_address(address));
    }
    return peer;
}

} // namespace vitrine::net::ssl
