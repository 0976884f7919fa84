// What the screen shows of a place: panes for flow, fields, bytes, what was computed and what may come next.
#pragma once

#include "apps/step/canvas.h"
#include "apps/step/scene.h"

#include <array>

namespace vitrine::apps {

enum class Pane : std::uint8_t { fields, bytes, computed, next, flow }; // in the order in which Tab goes round
constexpr std::size_t pane_count = 5;
constexpr Size least_screen{80, 24};

// How it is looked at; has nothing to do with the run.
struct View {
    Pane focus = Pane::fields;                      // gets the most room
    bool zoomed = false;                            // the focus alone
    std::array<std::size_t, pane_count> scrolled{}; // lines that are above each pane's top
    bool on_copy = false;
    std::string prompt;             // the last line: keys, or a command being typed
    Line message{""};               // the one above it
    std::optional<Lines> overlay{}; // an answer that covers the panes
    std::size_t overlay_scrolled = 0;
};

// Everything. The view's scrolling is brought into the range of what there is.
Canvas draw(const Scene& scene, View& view, Size size);

} // namespace vitrine::apps
