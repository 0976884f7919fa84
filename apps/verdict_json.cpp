// The verdict on a certificate path, as JSON Lines for a program.
#include "apps/verdict_text.h"

#include "tls/x509/certificate/fields.h"
#include "tls/x509/certificate/ip_address.h"

#include <nlohmann/json.hpp>

namespace vitrine::apps {
namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(x509::printable(as_bytes(text))); }

Json question_json(const VerifiedFile& file) {
    const x509::Question& question = file.question;
    const bool server = question.purpose == x509::Purpose::server_auth;
    const std::string address = question.ip_address.empty() ? "" : x509::format_ip_address(question.ip_address);
    return {{"file", x509::printable(as_bytes(file.name))},  {"time", question.time.time_since_epoch().count()},
            {"purpose", server ? "sslserver" : "sslclient"}, {"host_name", text_or_null(question.host_name)},
            {"ip_address", text_or_null(address)},           {"allow_common_name", question.allow_common_name}};
}

Json certificate_json(const x509::Certificate& certificate, std::size_t depth) {
    return {{"certificate", depth},
            {"subject", certificate.subject().text()},
            {"issuer", certificate.issuer().text()},
            {"serial_number", to_hex(certificate.serial_number())},
            {"not_before", certificate.not_before().time_since_epoch().count()},
            {"not_after", certificate.not_after().time_since_epoch().count()}};
}

Json finding_json(const x509::Finding& finding) {
    return {{"check", finding.check},
            {"certificate", finding.depth},
            {"rfc", finding.rfc},
            {"passed", finding.passed},
            {"detail", finding.detail}};
}

Json rejected_json(const x509::RejectedPath& rejected) {
    Json names = Json::array();
    for (const x509::Certificate& certificate : rejected.path) names.push_back(certificate.subject().text());
    return {{"rejected_path", names}, {"reason", finding_json(rejected.reason)}};
}

Json verdict_line(const x509::Verdict& verdict) {
    const x509::Finding* const reason = verdict.reason();
    return {{"trusted", verdict.trusted},
            {"reason", reason == nullptr ? Json() : finding_json(*reason)},
            {"search_end", name_of(verdict.search_end)},
            {"signature_checks", verdict.signature_checks}};
}

} // namespace

std::string verdict_json(const VerifiedFile& file, const x509::Verdict& verdict) {
    std::string text = Json{{"schema", "vitrine.verify/1"}}.dump() + "\n" + question_json(file).dump() + "\n";
    for (std::size_t depth = 0; depth < verdict.path.size(); ++depth)
        text += certificate_json(verdict.path[depth], depth).dump() + "\n";
    for (const x509::Finding& finding : verdict.findings) text += finding_json(finding).dump() + "\n";
    for (const x509::RejectedPath& rejected : verdict.rejected) text += rejected_json(rejected).dump() + "\n";
    return text + verdict_line(verdict).dump() + "\n";
}

} // namespace vitrine::apps
