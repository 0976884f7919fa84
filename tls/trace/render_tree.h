// A connection as a tree for a terminal: records, the messages in them, their fields; between them, where it happened,
// what was derived, checked, chosen and refused.
#pragma once

#include "tls/trace/explain.h"
#include "tls/trace/notes.h"
#include "tls/trace/render_event.h"

#include <set>

namespace vitrine::tls {

enum class Notes : std::uint8_t { left_out, shown };

struct TreeStyle {
    Colour colour = Colour::none;
    Notes notes = Notes::left_out;
    Secrets secrets = Secrets::hidden;
    std::size_t columns = 80; // at least
};

// Piece by piece, for whoever has not yet got all of it. Each note is said once.
class TreeRenderer {
public:
    explicit TreeRenderer(TreeStyle style) : style_(style) {}

    // `first_event`: the number of the event from which the record's are counted.
    std::string record(const ExplainedRecord& record, std::size_t first_event = 0);
    std::string event(const Event& event) const;
    std::string spans(View bytes, std::span<const Span> spans);
    // Records and all else, in their order: `records` are those of `events`.
    std::string all(std::span<const Event> events, Role us, const std::vector<ExplainedRecord>& records,
                    std::size_t first_event = 0);

private:
    std::string span(View bytes, const Span& span);
    std::string note_on(std::string_view path);

    TreeStyle style_;
    std::set<const Note*> said_;
};

// All that end `us` told.
std::string render_tree(const std::vector<Event>& events, Role us, Certificates certificates, const TreeStyle& style);

} // namespace vitrine::tls
