// Is a name in a subtree of names? (RFC 5280 §4.2.1.10)
#include "tls/x509/path/subtree.h"

#include "tls/x509/certificate/ip_address.h"
#include "tls/x509/path/host_name.h"

namespace vitrine::x509 {
namespace {

Within yes_if(bool condition) { return condition ? Within::yes : Within::no; }

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && equal_ignoring_case(text.substr(text.size() - end.size()), end);
}

// "Any DNS name that can be constructed by simply adding zero or more labels to the left-hand side of the name": and
// at least one, if the base begins with a dot.
bool dns_name_is_below(std::string_view name, std::string_view base) {
    if (base.empty()) return true;
    if (base.front() == '.') return name.size() > base.size() && ends_with(name, base);
    if (equal_ignoring_case(name, base)) return true;
    return name.size() > base.size() && ends_with(name, base) && name[name.size() - base.size() - 1] == '.';
}

// "*.example.com" stands for www.example.com, too, and so is touched by the exclusion of that.
bool wildcard_reaches(std::string_view name, std::string_view base) {
    if (!name.starts_with("*.")) return false;
    const std::size_t dot = base.find('.');
    return dot != std::string_view::npos && equal_ignoring_case(name.substr(1), base.substr(dot));
}

// A base that is no name of hosts would exclude nothing: "example.com.", "*.example.com".
bool is_base(std::string_view base) {
    if (base.starts_with('.')) base.remove_prefix(1);
    return is_dns_name(base);
}

Within dns_name_within(std::string_view name, std::string_view base, Subtree subtree) {
    if (!base.empty() && !is_base(base)) return Within::not_understood;
    return yes_if(dns_name_is_below(name, base) || (subtree == Subtree::excluded && wildcard_reaches(name, base)));
}

// Of a mailbox or a URI: a base with a dot in front is for the hosts below it, without one for that host alone.
bool host_is_within(std::string_view host, std::string_view base) {
    if (base.starts_with('.')) return host.size() > base.size() && ends_with(host, base);
    return equal_ignoring_case(host, base);
}

// A base with '@' is one mailbox; of its local part the case counts.
Within mailbox_within(std::string_view name, std::string_view base) {
    const std::size_t at = name.rfind('@');
    if (at == std::string_view::npos || at == 0 || at + 1 == name.size()) return Within::not_understood;
    const std::string_view host = name.substr(at + 1);
    const std::size_t base_at = base.rfind('@');
    if (!is_base(base_at == std::string_view::npos ? base : base.substr(base_at + 1))) return Within::not_understood;
    if (base_at == std::string_view::npos) return yes_if(host_is_within(host, base));
    const bool same_local_part = base_at == 0 || name.substr(0, at) == base.substr(0, base_at);
    return yes_if(same_local_part && equal_ignoring_case(host, base.substr(base_at + 1)));
}

// "If a URI does not include an authority component with a host name […] the application MUST reject the certificate."
std::string_view host_of_uri(std::string_view uri) {
    const std::size_t start = uri.find("://");
    if (start == std::string_view::npos || uri.find(':') != start) return {};
    std::string_view authority = uri.substr(start + 3);
    authority = authority.substr(0, authority.find_first_of("/?#"));
    if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) authority.remove_prefix(at + 1);
    return authority.substr(0, authority.find(':'));
}

Within uri_within(std::string_view uri, std::string_view base) {
    const std::string_view host = host_of_uri(uri);
    if (!is_dns_name(host) || parse_ip_address(host) || !is_base(base)) return Within::not_understood;
    return yes_if(host_is_within(host, base));
}

// Equal in all bits that are set in the mask.
Within address_within(const Bytes& address, const Bytes& base) {
    if (base.size() != 2 * address.size()) return Within::no;
    for (std::size_t i = 0; i < address.size(); ++i)
        if (((address[i] ^ base[i]) & base[address.size() + i]) != 0) return Within::no;
    return Within::yes;
}

} // namespace

Within within(const GeneralName& name, const GeneralName& base, Subtree subtree) {
    if (const auto* dns = std::get_if<DnsName>(&name))
        return dns_name_within(dns->text, std::get<DnsName>(base).text, subtree);
    if (const auto* address = std::get_if<IpAddress>(&name))
        return address_within(address->bytes, std::get<IpAddress>(base).bytes);
    if (const auto* directory = std::get_if<DirectoryName>(&name))
        return yes_if(directory->name->is_within(*std::get<DirectoryName>(base).name));
    if (const auto* mailbox = std::get_if<Rfc822Name>(&name))
        return mailbox_within(mailbox->text, std::get<Rfc822Name>(base).text);
    if (const auto* uri = std::get_if<Uri>(&name)) return uri_within(uri->text, std::get<Uri>(base).text);
    return Within::not_understood;
}

} // namespace vitrine::x509
