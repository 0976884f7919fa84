// What the screen shows of a place: five panes, or one, or an answer over them.
#include "apps/step/panes.h"

#include "apps/step/report.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::apps {
namespace {

struct Area {
    std::size_t row, column, width, height;
};

struct Content {
    std::string_view title;
    Lines (*lines)(const Scene&, std::size_t width);
};

// clang-format off
constexpr std::array<Content, pane_count> contents{{
    {"fields",                      [](const Scene& scene, std::size_t width) { return fields_of(scene, width, all_lines); }},
    {"bytes",                       [](const Scene& scene, std::size_t width) { return bytes_of(scene, width, all_lines); }},
    {"what was computed from what", computed_in},
    {"what may come next, and why", next_of},
    {"flow",                        flow_of},
}};
// clang-format on

std::size_t number_of(Pane pane) { return static_cast<std::size_t>(pane); }

// A rule with the title in it, and "12/40" where not all fits.
Line rule(std::string_view title, std::size_t width, std::string_view place, bool focused) {
    const std::string left = fmt::format("─ {} ", title);
    const std::string right = place.empty() ? "" : fmt::format(" {} ─", place);
    const std::size_t used = columns_of(left) + columns_of(right);
    std::string text = left;
    for (std::size_t i = used; i < width; ++i) text += "─";
    return Line{text + right, focused ? Ink::heading : Ink::dim};
}

void put_lines(Canvas& canvas, const Area& area, std::string_view title, const Lines& lines, std::size_t& scrolled,
               bool focused) {
    const std::size_t room = area.height - 1; // below the title
    scrolled = std::min(scrolled, lines.size() > room ? lines.size() - room : 0);
    const std::size_t end = std::min(lines.size(), scrolled + room);
    const std::string place = lines.size() > room ? fmt::format("{}-{} of {}", scrolled + 1, end, lines.size()) : "";
    canvas.put(area.row, area.column, rule(title, area.width, place, focused), area.width);
    for (std::size_t i = scrolled; i < end; ++i)
        canvas.put(area.row + 1 + i - scrolled, area.column, lines[i], area.width);
}

// In the flow we are at the end; of all that was computed a refusal matters most.
std::size_t first_to_see(Pane pane, const Lines& lines) {
    if (pane == Pane::flow) return lines.size();
    const auto bad = std::find_if(lines.begin(), lines.end(), [](const Line& line) { return line.ink == Ink::bad; });
    return pane == Pane::computed && bad != lines.end() ? static_cast<std::size_t>(bad - lines.begin()) : 0;
}

void put_pane(Canvas& canvas, const Area& area, const Scene& scene, View& view, Pane pane) {
    const Content& content = contents.at(number_of(pane));
    const Lines lines = content.lines(scene, area.width);
    std::size_t& scrolled = view.scrolled.at(number_of(pane));
    std::size_t shown = scrolled;
    if (view.focus != pane && shown == 0) shown = first_to_see(pane, lines);
    put_lines(canvas, area, content.title, lines, shown, view.focus == pane);
    if (view.focus == pane) scrolled = shown;
}

// Fields, bytes and what was computed, one below the other; the one in focus is the highest.
void put_stack(Canvas& canvas, const Area& area, const Scene& scene, View& view) {
    constexpr std::array stack{Pane::fields, Pane::bytes, Pane::computed};
    const bool any = std::find(stack.begin(), stack.end(), view.focus) != stack.end();
    const std::size_t share = area.height / 4; // of one without focus
    std::size_t row = area.row;
    for (const Pane pane : stack) {
        const bool high = any ? pane == view.focus : pane == Pane::fields;
        const std::size_t height = high ? area.height - 2 * share : share;
        put_pane(canvas, {row, area.column, area.width, height}, scene, view, pane);
        row += height;
    }
}

void put_panes(Canvas& canvas, const Area& body, const Scene& scene, View& view) {
    const std::size_t left = std::clamp<std::size_t>(body.width * 3 / 10, 28, 44);
    const std::size_t below = view.focus == Pane::next ? body.height / 2 : std::max<std::size_t>(6, body.height / 4);
    const std::size_t above = body.height - below;
    put_pane(canvas, {body.row, 0, left, above}, scene, view, Pane::flow);
    for (std::size_t row = body.row; row < body.row + above; ++row) canvas.put(row, left, Line{"│", Ink::dim}, 1);
    put_stack(canvas, {body.row, left + 1, body.width - left - 1, above}, scene, view);
    put_pane(canvas, {body.row + above, 0, body.width, below}, scene, view, Pane::next);
}

} // namespace

Canvas draw(const Scene& scene, View& view, Size size) {
    Canvas canvas{size};
    if (size.width < least_screen.width || size.height < least_screen.height) {
        canvas.put(0, 0, Line{"80 columns and 24 lines are needed", Ink::bad}, size.width);
        return canvas;
    }
    const std::string where = fmt::format("{}{}", view.on_copy ? "A COPY, changed: " : "", heading_of(scene));
    canvas.put(0, 0, Line{where, Ink::lit}, size.width);
    const Area body{1, 0, size.width, size.height - 3};
    if (view.overlay)
        put_lines(canvas, body, "answer (Esc closes it)", *view.overlay, view.overlay_scrolled, true);
    else if (view.zoomed)
        put_pane(canvas, body, scene, view, view.focus);
    else
        put_panes(canvas, body, scene, view);
    canvas.put(size.height - 2, 0, view.message, size.width);
    canvas.put(size.height - 1, 0, Line{view.prompt, Ink::plain}, size.width);
    return canvas;
}

} // namespace vitrine::apps
