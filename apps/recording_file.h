// Recordings as files (*.tlsrec): JSON Lines that a person can read, compare and search. The first line says what the
// file is and how the end was configured; each further line is one event.
#pragma once

#include "apps/private_file.h"
#include "tls/trace/recording.h"

#include <memory>

namespace vitrine::apps {

enum class Secrets : std::uint8_t { left_out, included };

// Writes events as they are told. The file is for its owner alone, with secrets or without.
class Recorder final : public tls::EventObserver {
public:
    // A file of this name that is there already is written anew. Throws UsageError if it cannot be.
    Recorder(const std::string& path, const std::shared_ptr<const tls::ClientConfig>& config, Secrets secrets);
    Recorder(const std::string& path, const std::shared_ptr<const tls::ServerConfig>& config, Secrets secrets);

    void add(tls::Event event) override;
    // Writes what is still in memory. False if anything could not be written.
    bool finish();

private:
    Recorder(const std::string& path, const tls::Recording& header);

    PrivateFile file_;
    Secrets secrets_;
    std::size_t count_ = 0;
    bool failed_ = false;
};

// Throws UsageError that names the file, the line and what is wrong with it.
tls::Recording read_recording(const std::string& path);
tls::Recording parse_recording(std::string_view text, const std::string& name);
// True if the text begins as a recording does.
bool is_recording(std::string_view text);

// The first line of a recording, and that of its event `number`, counted from 0; each with its end.
std::string header_line(const tls::Recording& recording);
std::string event_line(std::size_t number, const tls::RecordedEvent& event);
// A whole recording as text.
std::string recording_text(const tls::Recording& recording);
// Writes it to a file for its owner alone. Throws UsageError.
void write_recording(const std::string& path, const tls::Recording& recording);

} // namespace vitrine::apps
