// What `p` prints: one of the sights of a stop, or a single field with the note about it.
#include "apps/step/topics.h"

#include "apps/nearest.h"
#include "tls/base/names.h"
#include "tls/trace/notes.h"

#include <array>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

struct Topic {
    std::string_view name;
    Lines (*show)(const Scene&, std::size_t width);
};

// clang-format off
constexpr std::array topics{
    Topic{"state",      [](const Scene& scene, std::size_t width) { return state_of(scene, width); }},
    Topic{"bytes",      [](const Scene& scene, std::size_t width) { return bytes_of(scene, width, all_lines); }},
    Topic{"fields",     [](const Scene& scene, std::size_t width) { return fields_of(scene, width, all_lines); }},
    Topic{"computed",   computed_in},
    Topic{"keys",       keys_of},
    Topic{"transcript", transcript_of},
    Topic{"next",       next_of},
    Topic{"checks",     checks_of},
    Topic{"choices",    choices_of},
    Topic{"flow",       flow_of},
    Topic{"events",     events_of},
};
// clang-format on

Lines field_text(const FoundField& field, std::size_t width) {
    Lines lines;
    lines.emplace_back(
        fmt::format("{}, sent by the {}: {} bytes", field.path, name_of(field.sender), field.bytes.size()),
        Ink::heading);
    append(lines, hex_dump(field.bytes, width, all_lines));
    std::string path = field.path;
    if (path.ends_with(".length")) path.erase(path.rfind('.'));
    if (const tls::Note* note = tls::note_for(path))
        append(lines, wrapped(fmt::format("{}  {}", note->text, note->rfc), width, 0));
    return lines;
}

} // namespace

Lines print_topic(const Session& session, std::string_view topic, std::size_t width) {
    std::vector<std::string> known;
    for (const Topic& row : topics) {
        if (row.name == topic) return row.show(session.scene(), width);
        known.emplace_back(row.name);
    }
    if (const auto field = find_field(session.run().events(), session.position(), topic))
        return field_text(*field, width);
    if (topic.find('.') != std::string_view::npos) known = field_names(session.run().events());
    throw StepError{fmt::format("nothing is called '{}'{}", topic, did_you_mean(topic, known))};
}

} // namespace vitrine::apps
