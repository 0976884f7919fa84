// Observers that tell a run as it happens, entry by entry.
#include "tls/trace/message_log.h"

#include "tls/handshake/flow.h"
#include "tls/messages/alert.h"
#include "tls/trace/summary.h"
#include "tls/wire/codec.h"

#include <fmt/format.h>

namespace vitrine::tls {

LineSink lines_to(std::FILE* file) {
    return [file](std::string_view entry) { fmt::print(file, "{}\n", entry); };
}

MessageLog::MessageLog(LineSink sink, Detail detail, Colour colour)
    : sink_(std::move(sink)), detail_(detail), colour_(colour) {}

void MessageLog::tell(Role us, Role sender, ContentType type, View bytes) const {
    std::string entry = fmt::format("{} {}\n", sender == us ? ">>>" : "<<<", summary(type, bytes));
    if (detail_ == Detail::fields) entry += render_text(annotate(type, bytes), colour_);
    entry.pop_back(); // each line ends with a newline, also the last
    sink_(entry);
}

void MessageLog::message(Role us, const MessageEvent& event) { tell(us, event.sender, event.type, event.bytes); }

void MessageLog::alert(Role us, const AlertEvent& event) {
    tell(us, event.sender, ContentType::alert, encode(Alert{event.level, event.description}));
}

StateLog::StateLog(LineSink sink) : sink_(std::move(sink)) {}

void StateLog::moved(Role us, const Edge& edge) {
    std::string line =
        fmt::format("{}  {} --{}--> {}", name_of(us), name_of(edge.from), name_of(edge.message), name_of(edge.to));
    if (edge.when.name != "always") line += fmt::format(" ({})", edge.when.name);
    sink_(line);
}

} // namespace vitrine::tls
