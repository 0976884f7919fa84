// A run as a file, of the kind that its name ends in.
#include "apps/step/write_run.h"

#include "apps/command_line.h"
#include "apps/private_file.h"
#include "apps/recording_file.h"
#include "tls/trace/key_log.h"
#include "tls/trace/page.h"
#include "tls/trace/pcapng.h"

#include <fmt/format.h>
#include <system_error>

namespace vitrine::apps {
namespace {

std::string write_key_log(const Session& session, const std::string& path) {
    tls::KeyLog log{path};
    std::size_t lines = 0;
    for (const tls::Event& event : session.run().events()) {
        const auto* secret = tls::as<tls::told::Secret>(event);
        if (secret == nullptr) continue;
        log.secret(event.us, secret->label, secret->client_random, secret->secret);
        ++lines;
    }
    if (log.is_incomplete()) throw StepError{fmt::format("{} could not be written", path)};
    return fmt::format("{} lines of secrets appended to {}", lines, path);
}

// "run.tlsrec"; of a pair "run.client.tlsrec" and "run.server.tlsrec".
std::string write_recordings(const Session& session, const std::string& path) {
    const std::vector<tls::Recording> recordings = session.run().recordings();
    std::string written;
    for (const tls::Recording& recording : recordings) {
        std::string name = path;
        if (recordings.size() > 1) name.insert(path.rfind('.'), fmt::format(".{}", name_of(recording.us)));
        write_recording(name, recording);
        written += (written.empty() ? "" : " and ") + name;
    }
    return fmt::format("written to {}, with all secrets: vitrine replay reads it", written);
}

// Of a pair, what the client told of it: both ends' records are there.
std::string write_pcapng(const Session& session, const std::string& path) {
    const std::vector<tls::Event>& events = session.run().events();
    if (events.empty()) throw StepError{"nothing has been said yet"};
    write_private_file(path, as_text(tls::pcapng_of(events, events.front().us)));
    return fmt::format("written to {}, with the secrets: Wireshark shows it decrypted", path);
}

// Of a pair, the client's page. Secrets are on it if they are shown here.
std::string write_page(const Session& session, const std::string& path) {
    std::vector<tls::Event> events = session.run().events();
    if (events.empty()) throw StepError{"nothing has been said yet"};
    const tls::Role us = events.front().us;
    std::erase_if(events, [us](const tls::Event& event) { return event.us != us; });
    tls::PageOptions page;
    page.secrets = session.secrets;
    write_private_file(path, tls::render_page(events, us, page));
    const bool shown = session.secrets == tls::Secrets::shown;
    return fmt::format("written to {}, {}", path, shown ? "with the secrets" : "without the secrets: x shows them");
}

} // namespace

std::string write_run(const Session& session, const std::string& path) {
    try {
        if (path.ends_with(".keys")) return write_key_log(session, path);
        if (path.ends_with(".pcapng")) return write_pcapng(session, path);
        if (path.ends_with(".html")) return write_page(session, path);
        if (path.ends_with(".tlsrec")) return write_recordings(session, path);
    } catch (const UsageError& error) {
        throw StepError{error.what()};
    } catch (const std::system_error& error) {
        throw StepError{fmt::format("{}: {}", path, error.code().message())};
    }
    throw StepError{fmt::format("{}: the name must end in .tlsrec, .html, .pcapng or .keys", path)};
}

} // namespace vitrine::apps
