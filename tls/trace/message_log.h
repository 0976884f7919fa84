// Observers that tell a run as it happens: its messages (-msg) and its moves (-state).
#pragma once

#include "tls/base/observer.h"
#include "tls/trace/render_text.h"

#include <cstdio>
#include <functional>

namespace vitrine::tls {

// Gets one entry at a time, without its last line's end: a line, or a headline with its fields below. Whoever writes it
// in one piece keeps the entries of connections apart.
using LineSink = std::function<void(std::string_view entry)>;

// Entries to a stream that outlives the sink.
LineSink lines_to(std::FILE* file);

enum class Detail : std::uint8_t { summaries, fields };

// ">>> ClientHello  4 suites, 7 extensions, SNI localhost" for what we sent, "<<<" for what the peer sent; with
// Detail::fields each field of it follows.
class MessageLog final : public Observer {
public:
    MessageLog(LineSink sink, Detail detail, Colour colour);

    void message(Role us, const MessageEvent& event) override;
    void alert(Role us, const AlertEvent& event) override;

private:
    void tell(Role us, Role sender, ContentType type, View bytes) const;

    LineSink sink_;
    Detail detail_;
    Colour colour_;
};

// "client  server_hello --ServerHello--> server_certificate (full handshake)"
class StateLog final : public Observer {
public:
    explicit StateLog(LineSink sink);

    void moved(Role us, const Edge& edge) override;

private:
    LineSink sink_;
};

} // namespace vitrine::tls
