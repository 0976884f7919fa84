// The flow of the handshake as a drawing: every state and every row of the table, the path taken, the present state.
#include "markup.h"
#include "sections.h"

#include "tls/base/names.h"

#include <algorithm>
#include <fmt/format.h>

namespace vitrine::tls::page {

namespace {

constexpr int box_width = 372, box_height = 40, row_height = 72;
constexpr int left = 8, top = 8;
constexpr int first_lane = left + box_width + 316, lane_width = 18;
constexpr std::size_t state_count = static_cast<std::size_t>(State::established) + 1;

int y_of(State state) { return top + static_cast<int>(state) * row_height; }
int distance(const Edge& edge) { return static_cast<int>(edge.to) - static_cast<int>(edge.from); }

std::string label_of(const Edge& edge) {
    const std::string when = edge.when.name == "always" ? "" : fmt::format(" ({})", edge.when.name);
    return fmt::format("{}: {}{}", name_of(edge.sender), name_of(edge.message), when);
}

// True if a row that does not come from the state before leads there.
bool is_entered(State state) {
    return std::any_of(edges().begin(), edges().end(),
                       [state](const Edge& e) { return e.to == state && distance(e) != 1; });
}

// The rows that go to the next state are short lines down; each other one has a lane of its own at the side.
class Diagram {
public:
    explicit Diagram(const Run& run) {
        for (const auto& moves : run.moves) taken_.insert(taken_.end(), moves.begin(), moves.end());
        now_ = taken_.empty() ? State::client_hello : taken_.back()->to;
        failed_ = run.failure() != nullptr;
    }

    std::string svg() {
        std::string lines, boxes;
        for (const Edge& edge : edges()) lines += draw(edge);
        for (std::size_t i = 0; i < state_count; ++i) boxes += draw(static_cast<State>(i));
        return fmt::format("<svg class=\"flow\" viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"flow-title\">"
                           "<title id=\"flow-title\">The states of a handshake; the path as a list is below</title>"
                           "<defs><marker id=\"flow-tip\" "
                           "viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"9\" markerHeight=\"9\" "
                           "markerUnits=\"userSpaceOnUse\" orient=\"auto\">"
                           "<path d=\"M0,0 8,4 0,8z\"/></marker></defs>\n{}{}</svg>\n",
                           first_lane + lanes_ * lane_width + 8, y_of(State::established) + box_height + top, lines,
                           boxes);
    }

    std::string list() const {
        std::string items;
        for (const Edge* edge : taken_)
            items += fmt::format("<li>{} → {} by {}</li>\n", name_of(edge->from), name_of(edge->to), label_of(*edge));
        return fmt::format("<details class=\"choice\"><summary>The path as a list</summary><ol>{}</ol></details>\n",
                           items);
    }

    std::string_view state() const { return name_of(now_); }

private:
    // Which step of the path it is, from 1; 0: it was not taken.
    std::size_t step_of(const Edge& edge) const {
        const auto at = std::find(taken_.begin(), taken_.end(), &edge);
        return at == taken_.end() ? 0 : static_cast<std::size_t>(at - taken_.begin()) + 1;
    }

    bool was_in(State state) const {
        return state == now_ ||
               std::any_of(taken_.begin(), taken_.end(), [state](const Edge* e) { return e->from == state; });
    }

    std::string draw(State state) const {
        const bool now = state == now_;
        const std::string_view mark = !now ? "" : failed_ ? "✗ ended here" : "● now";
        return fmt::format(
            "<g class=\"state{}{}\" data-state=\"{}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" "
            "rx=\"6\"/><text x=\"{}\" y=\"{}\">{}</text><text class=\"mark\" x=\"{}\" y=\"{}\">{}</text>"
            "</g>\n",
            was_in(state) ? " been" : "", now ? " now" : "", name_of(state), left, y_of(state), box_width, box_height,
            left + 10, y_of(state) + 25, name_of(state), left + box_width - 10, y_of(state) + 25, mark);
    }

    std::string draw(const Edge& edge) { return distance(edge) == 1 ? draw_down(edge) : draw_lane(edge); }

    std::string text(const Edge& edge, int x, int y) const {
        const std::size_t step = step_of(edge);
        const std::string number = step == 0 ? "" : fmt::format("{}. ", step);
        return fmt::format("<text class=\"by\" x=\"{}\" y=\"{}\">{}{}</text>", x, y, number,
                           html_escaped(label_of(edge)));
    }

    std::string line(const Edge& edge, const std::string& path, int x, int y) const {
        return fmt::format("<g class=\"move{}\" data-from=\"{}\" data-to=\"{}\"><path marker-end=\"url(#flow-tip)\" "
                           "d=\"{}\"/>{}</g>\n",
                           step_of(edge) == 0            ? ""
                           : edge.sender == Role::client ? " taken client"
                                                         : " taken server",
                           name_of(edge.from), name_of(edge.to), path, text(edge, x, y));
    }

    std::string draw_down(const Edge& edge) const {
        const int x = left + 24, y = y_of(edge.from) + box_height;
        return line(edge, fmt::format("M{0},{1} {0},{2}", x, y, y_of(edge.to)), x + 10, y + 20);
    }

    std::string draw_lane(const Edge& edge) {
        const int x = first_lane + lanes_++ * lane_width;
        const int exit = exits_[static_cast<std::size_t>(edge.from)]++;
        const int entry = entries_[static_cast<std::size_t>(edge.to)]++;
        const int y1 = y_of(edge.from) + (is_entered(edge.from) ? 31 : 18) + exit * 16;
        const int y2 = y_of(edge.to) + 7 + entry * 6;
        const int edge_of_box = left + box_width;
        return line(edge, fmt::format("M{0},{1} H{2} V{3} H{0}", edge_of_box, y1, x, y2), edge_of_box + 14, y1 - 4);
    }

    std::vector<const Edge*> taken_;
    State now_;
    bool failed_;
    int lanes_ = 0;
    std::array<int, state_count> exits_{}, entries_{};
};

} // namespace

std::string state_diagram(const Run& run) {
    Diagram diagram{run};
    return fmt::format(
        "<section id=\"states\" aria-labelledby=\"h-states\"><h2 id=\"h-states\">Where both sides are</h2>\n"
        "<p>A state is named after what both sides are waiting for. Each line is a row of the table that "
        "drives the handshake; thick and numbered are those taken here. The present state is <code "
        "class=\"present\">{}</code>.</p>\n<div class=\"scroll\">{}</div>\n{}</section>\n",
        diagram.state(), diagram.svg(), diagram.list());
}

} // namespace vitrine::tls::page
