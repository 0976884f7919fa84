// The certificates that either end showed: whose they are, until when, and their bytes.
#include "markup.h"
#include "sections.h"

#include "tls/base/error.h"
#include "tls/base/names.h"
#include "tls/messages/certificate.h"
#include "tls/wire/codec.h"
#include "tls/x509/asn1/parse_error.h"
#include "tls/x509/asn1/pem.h"
#include "tls/x509/certificate/certificate.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace vitrine::tls::page {

namespace {

constexpr std::size_t header_size = 4; // of a handshake message: RFC 5246 §7.4

std::string date(std::chrono::sys_seconds time) { return fmt::format("{:%Y-%m-%d %H:%M:%S} UTC", time); }

std::string facts_of(const x509::Certificate& certificate) {
    return row("subject", html_escaped(certificate.subject().text())) +
           row("issuer", html_escaped(certificate.issuer().text())) +
           row("serial number", hex(certificate.serial_number())) +
           row("valid", date(certificate.not_before()) + " to " + date(certificate.not_after())) +
           row("key", html_escaped(certificate.public_key_name())) +
           row("signed by", html_escaped(certificate.signature_algorithm_name()));
}

std::string body_of(View der) {
    std::string html;
    try {
        html = fmt::format("<table class=\"facts\"><tbody>{}</tbody></table>", facts_of(x509::Certificate::parse(der)));
    } catch (const x509::ParseError& error) {
        html = fmt::format("<p>It cannot be read: {}</p>", html_escaped(error.what()));
    }
    return html + fmt::format("<pre class=\"pem\" tabindex=\"0\" aria-label=\"PEM\">{}</pre>",
                              x509::write_pem("CERTIFICATE", der));
}

std::string title_of(View der) {
    try {
        return x509::Certificate::parse(der).subject().text();
    } catch (const x509::ParseError&) {
        return "a certificate that cannot be read";
    }
}

std::vector<Bytes> list_in(const told::Message& message) {
    std::vector<Bytes> list;
    try {
        for (const auto& entry :
             decode<Certificate>("Certificate", View{message.bytes}.subspan(header_size)).certificate_list)
            list.push_back(entry.der);
    } catch (const Failure&) { // the timeline shows how far it could be read
    }
    return list;
}

std::string chain_of(const told::Message& message) {
    std::string html;
    std::size_t number = 0;
    for (const Bytes& der : list_in(message)) {
        const std::string_view place = number == 0 ? "its own" : "the issuer's";
        html += fmt::format("<details class=\"choice\"{}><summary><b>{}</b> <span class=\"v\">{}</span> "
                            "<span class=\"of\">{}</span></summary><div>{}</div></details>\n",
                            number == 0 ? " open" : "", place, html_escaped(title_of(der)), counted(der.size(), "byte"),
                            body_of(der));
        ++number;
    }
    return fmt::format("<h3>shown by the {}</h3>\n{}", name_of(message.sender),
                       html.empty() ? "<p>none: the list is empty</p>" : html);
}

bool is_certificate(const told::Message& message) {
    return message.type == ContentType::handshake && message.bytes.size() >= header_size &&
           HandshakeType{message.bytes[0]} == HandshakeType::certificate;
}

} // namespace

std::string certificates(const Run& run) {
    std::string chains;
    for (const Event& event : run.events)
        if (const auto* message = as<told::Message>(event); message != nullptr && is_certificate(*message))
            chains += chain_of(*message);
    if (chains.empty()) return {};
    return fmt::format("<section id=\"certificates\" aria-labelledby=\"h-certificates\"><h2 id=\"h-certificates\">Who "
                       "showed which certificate</h2>\n<p>Each byte of them is explained in the record that carried "
                       "them.</p>\n{}</section>\n",
                       chains);
}

} // namespace vitrine::tls::page
