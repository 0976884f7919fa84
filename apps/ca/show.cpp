// vitrine ca show: what stands in certificates and requests, in words or byte by byte.
#include "apps/ca/commands.h"
#include "apps/ca/contents.h"
#include "apps/command_line.h"
#include "apps/terminal.h"
#include "net/files/read_file.h"
#include "tls/x509/asn1/pem.h"
#include "tls/x509/make/request.h"

#include <fmt/format.h>

namespace vitrine::apps::ca {
namespace {

struct ShowOptions {
    std::string file;
    bool bytes = false;
};

constexpr std::uint8_t der_sequence = 0x30;

bool is_request(View der) {
    try {
        static_cast<void>(x509::CertificateRequest::parse(der));
    } catch (const x509::ParseError&) {
        return false;
    }
    return true;
}

std::vector<x509::PemBlock> blocks_in(const std::string& content, const std::string& file) {
    if (!content.empty() && as_bytes(content)[0] == der_sequence)
        return {
            {is_request(as_bytes(content)) ? "CERTIFICATE REQUEST" : "CERTIFICATE", to_bytes(as_bytes(content)), 1}};
    try {
        return x509::read_pem(content);
    } catch (const x509::ParseError& error) {
        throw UsageError{fmt::format("{}: {}", file, error.what())};
    }
}

} // namespace

ExitCode run_show(const Arguments& arguments) {
    ShowOptions options;
    CommandLine line{"ca show", "Shows every certificate and every request of a file, whether good or bad.",
                     "FILE|- [flags]", "vitrine ca show localhost.pem"};
    line.positional(options.file);
    line.group("How");
    line.flag("bytes", options.bytes, "each field with its place and its bytes, as vitrine explain has them");
    if (!line.parse(arguments)) return ExitCode::ok;
    if (options.file.empty()) throw UsageError{"which file? Say: vitrine ca show FILE"};
    if (options.file == "-") options.file = "/dev/stdin";
    std::size_t shown = 0;
    std::string advice;
    ExitCode code = ExitCode::ok;
    for (const x509::PemBlock& block : blocks_in(net::read_file(options.file), options.file)) {
        const auto found = contents_of(block);
        if (block.label == "X509 CRL") advice = ": vitrine explain shows the revocation list that is";
        if (!found) continue;
        fmt::print("{}{}", shown++ > 0 ? "\n" : "",
                   options.bytes ? tls::render_text(*found, stdout_colour()) : summary_of(*found));
        if (!found->fault.empty()) fmt::print("not understood: {}\n", escaped(found->fault));
        if (!found->fault.empty()) code = ExitCode::usage;
    }
    if (shown == 0)
        throw UsageError{fmt::format("{}: neither a certificate nor a request is in it{}", options.file, advice)};
    return code;
}

} // namespace vitrine::apps::ca
