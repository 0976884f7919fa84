// What explain makes for a browser: the page of a connection, printed or in a file.
#include "apps/explain_page.h"

#include "apps/command_line.h"
#include "net/descriptor.h"
#include "tls/trace/page.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <sys/stat.h>

namespace vitrine::apps {

std::string page_of(const ExplainSource& source, const std::string& name, tls::Secrets secrets) {
    const auto* const told = std::get_if<ToldConnection>(&source.content);
    if (told == nullptr)
        throw UsageError{"a page shows a connection: a recording or a capture, and no single message or certificate"};
    tls::PageOptions options;
    options.secrets = secrets;
    options.title = source.title.empty() ? std::filesystem::path{name}.filename().string() : source.title;
    options.lead = "A TLS 1.2 connection, record by record, with every byte explained.";
    return tls::render_page(told->events, told->us, options);
}

void write_page(const std::string& path, std::string_view page) {
    const auto fail = [&path] { return UsageError{fmt::format("{}: {}", path, std::strerror(errno))}; };
    const net::Descriptor file{::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR)};
    if (!file) throw fail();
    ::fchmod(file.number(), S_IRUSR | S_IWUSR); // also if it was another's before
    while (!page.empty()) {
        const ssize_t written = ::write(file.number(), page.data(), page.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) throw fail();
        page.remove_prefix(static_cast<std::size_t>(written));
    }
}

} // namespace vitrine::apps
