// The verdict on a certificate path, as a table for a person and as lines for a program.
#pragma once

#include "tls/x509/path/validate.h"

namespace vitrine::apps {

// The path, every check grouped by certificate, the paths that were rejected; escaped. The columns are at least 80.
std::string verdict_table(const x509::Verdict& verdict, std::size_t columns = 80);
// "trusted: …" or "NOT TRUSTED: …", in one sentence; escaped.
std::string verdict_sentence(const x509::Verdict& verdict);

struct VerifiedFile {
    std::string name; // "leaf.pem"
    const x509::Question& question;
};
// JSON Lines, schema vitrine.verify/1: what was asked, a line a certificate, a check, a rejected path, and the verdict.
std::string verdict_json(const VerifiedFile& file, const x509::Verdict& verdict);

} // namespace vitrine::apps
