// Recordings as files (*.tlsrec): JSON Lines that a person can read, compare and search.
#include "apps/recording_file.h"

#include "apps/command_line.h"
#include "apps/recording_config.h"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace vitrine::apps {
namespace {

using Json = nlohmann::ordered_json;

constexpr int schema = 1;
constexpr std::string_view opening = R"({"vitrine_recording":)";
constexpr std::size_t max_file = std::size_t{512} << 20; // bytes

void read_header(const Json& header, tls::Recording& recording) {
    const int version = header.at("vitrine_recording").get<int>();
    if (version != schema)
        throw UsageError{fmt::format("schema {}, which is not the one that this program reads ({})", version, schema)};
    const auto role = header.at("role").get<std::string>();
    if (role != "client" && role != "server") throw UsageError{fmt::format("role '{}'", role)};
    recording.us = role == "client" ? tls::Role::client : tls::Role::server;
    recording.secrets = header.at("secrets").get<bool>();
    if (recording.us == tls::Role::client)
        recording.client_config = client_config_in(header.at("config"));
    else
        recording.server_config = server_config_in(header.at("config"));
}

tls::RecordedEvent read_event(const Json& line, std::size_t number) {
    if (line.at("n").get<std::size_t>() != number)
        throw UsageError{fmt::format("event {} where {} comes next", line.at("n").dump(), number)};
    tls::RecordedEvent event{line.at("event").get<std::string>(), {}};
    for (const auto& [name, value] : line.items())
        if (name != "n" && name != "event") event.values.push_back({name, value.get<std::string>()});
    return event;
}

tls::Recording header_of(const std::shared_ptr<const tls::ClientConfig>& config, Secrets secrets) {
    return {tls::Role::client, secrets == Secrets::included, config, nullptr, {}};
}

tls::Recording header_of(const std::shared_ptr<const tls::ServerConfig>& config, Secrets secrets) {
    return {tls::Role::server, secrets == Secrets::included, nullptr, config, {}};
}

} // namespace

std::string header_line(const tls::Recording& recording) {
    const bool is_client = recording.us == tls::Role::client;
    const Json header{{"vitrine_recording", schema},
                      {"role", tls::name_of(recording.us)},
                      {"secrets", recording.secrets},
                      {"config", is_client ? json_of(*recording.client_config) : json_of(*recording.server_config)}};
    return header.dump() + "\n";
}

std::string event_line(std::size_t number, const tls::RecordedEvent& event) {
    Json line{{"n", number}, {"event", event.kind}};
    for (const tls::EventValue& value : event.values) line[value.name] = value.value;
    return line.dump() + "\n";
}

Recorder::Recorder(const std::string& path, const tls::Recording& header)
    : file_(make_private_file(path)), secrets_(header.secrets ? Secrets::included : Secrets::left_out) {
    failed_ = !write_all(file_.get(), header_line(header));
}

Recorder::Recorder(const std::string& path, const std::shared_ptr<const tls::ClientConfig>& config, Secrets secrets)
    : Recorder(path, header_of(config, secrets)) {}

Recorder::Recorder(const std::string& path, const std::shared_ptr<const tls::ServerConfig>& config, Secrets secrets)
    : Recorder(path, header_of(config, secrets)) {}

void Recorder::add(tls::Event event) {
    if (secrets_ == Secrets::left_out) {
        std::optional<tls::Event> left = tls::without_secrets(event);
        if (!left) return;
        event = *std::move(left);
    }
    failed_ |= !write_all(file_.get(), event_line(count_++, tls::recorded(event)));
}

bool Recorder::finish() {
    failed_ |= std::fflush(file_.get()) != 0;
    return !failed_;
}

bool is_recording(std::string_view text) { return text.starts_with(opening); }

tls::Recording parse_recording(std::string_view text, const std::string& name) {
    if (!is_recording(text)) throw UsageError{fmt::format("{}: this is no recording of vitrine's", name)};
    tls::Recording recording;
    std::size_t line_number = 0;
    try {
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            ++line_number;
            const Json line = Json::parse(text.substr(0, end));
            if (line_number == 1)
                read_header(line, recording);
            else
                recording.events.push_back(read_event(line, line_number - 2));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
    } catch (const std::exception& error) { // of JSON, of a certificate, of a name
        throw UsageError{fmt::format("{} line {}: {}", name, line_number, error.what())};
    }
    return recording;
}

tls::Recording read_recording(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) throw UsageError{fmt::format("{}: {}", path, std::strerror(errno))};
    std::string text;
    for (std::string part(1 << 16, '\0');
         file.read(part.data(), static_cast<std::streamsize>(part.size())), file.gcount() > 0;) {
        text.append(part, 0, static_cast<std::size_t>(file.gcount()));
        if (text.size() > max_file) throw UsageError{fmt::format("{}: more than {} bytes", path, max_file)};
    }
    return parse_recording(text, path);
}

std::string recording_text(const tls::Recording& recording) {
    std::string text = header_line(recording);
    for (std::size_t i = 0; i < recording.events.size(); ++i) text += event_line(i, recording.events[i]);
    return text;
}

void write_recording(const std::string& path, const tls::Recording& recording) {
    write_private_file(path, recording_text(recording));
}

} // namespace vitrine::apps
