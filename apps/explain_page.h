// What explain makes for a browser: the page of a connection (tls/trace/page.h), printed or in a file.
#pragma once

#include "apps/explain_source.h"
#include "tls/trace/secrets.h"

namespace vitrine::apps {

// `name` is the file's that was explained. Throws UsageError for a source that is no connection.
std::string page_of(const ExplainSource& source, const std::string& name, tls::Secrets secrets);

// A file for its owner alone, whatever was there before. Throws UsageError.
void write_page(const std::string& path, std::string_view page);

} // namespace vitrine::apps
