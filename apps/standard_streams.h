// The client's application: stdin to the peer and the peer to stdout, at the same time.
#pragma once

#include "apps/driver.h"

#include <functional>

namespace vitrine::apps {

enum class LineEnds : std::uint8_t { kept, crlf }; // of what is typed: crlf sends "\n" as "\r\n"

class StandardStreams final : public Application {
public:
    StandardStreams(LineEnds line_ends, std::function<void(tls::Connection&)> on_established);

    void established(tls::Connection& connection) override { on_established_(connection); }
    bool exchange(tls::Connection& connection) override;
    Descriptors awaited(tls::Connection& connection) override;
    void woken(const Descriptors& ready) override;

    // Why stdout took no more: "No space left on device"; empty if it took everything, or if its reader went away.
    const std::string& output_trouble() const { return output_trouble_; }

private:
    bool read_input(tls::Connection& connection);
    bool write_output(tls::Connection& connection);

    LineEnds line_ends_;
    std::function<void(tls::Connection&)> on_established_;
    std::size_t output_chunk_; // what stdout takes at once without blocking
    bool input_ready_ = false, output_ready_ = false;
    bool input_ended_ = false, output_ended_ = false;
    std::string output_trouble_;
};

} // namespace vitrine::apps
