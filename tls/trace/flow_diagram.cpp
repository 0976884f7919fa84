// The handshake's table as text and as drawings (RFC 5246 §7.3).
#include "tls/trace/flow_diagram.h"

#include "tls/handshake/flow.h"

#include <fmt/format.h>

#include <algorithm>

namespace vitrine::tls {

namespace {

// "client: ClientHello", and the condition of the row where it has one.
std::string label_of(const Edge& edge, std::string_view separator) {
    std::string label = fmt::format("{}: {}", name_of(edge.sender), name_of(edge.message));
    if (edge.when.name != "always") label.append(separator).append(edge.when.name);
    return label;
}

struct Widths {
    std::size_t state, message, when;
};

Widths widest() {
    Widths widths{};
    for (const Edge& edge : edges()) {
        widths.state = std::max(widths.state, name_of(edge.from).size());
        widths.message = std::max(widths.message, name_of(edge.message).size());
        widths.when = std::max(widths.when, edge.when.name.size());
    }
    return widths;
}

} // namespace

std::string flow_as_text() {
    const Widths w = widest();
    const auto row = [&w](auto from, auto by, auto message, auto when, auto to) {
        return fmt::format("{:<{}}  {:<6}  {:<{}}  {:<{}}  {}\n", from, w.state, by, message, w.message, when, w.when,
                           to);
    };
    std::string text = row("from", "by", "message", "when", "to");
    for (const Edge& edge : edges())
        text += row(name_of(edge.from), name_of(edge.sender), name_of(edge.message), edge.when.name, name_of(edge.to));
    return text;
}

std::string flow_as_mermaid() {
    std::string text = fmt::format("stateDiagram-v2\n    [*] --> {}\n", name_of(edges().front().from));
    for (const Edge& edge : edges())
        text += fmt::format("    {} --> {} : {}\n", name_of(edge.from), name_of(edge.to), label_of(edge, ", "));
    return text + fmt::format("    {} --> [*]\n", name_of(State::established));
}

std::string flow_as_dot() {
    std::string text = "digraph handshake {\n    node [shape=box, fontname=\"monospace\"];\n"
                       "    edge [fontname=\"monospace\"];\n";
    for (const Edge& edge : edges())
        text += fmt::format("    {} -> {} [label=\"{}\"{}];\n", name_of(edge.from), name_of(edge.to),
                            label_of(edge, "\\n"), edge.sender == Role::client ? "" : ", style=dashed");
    return text + "}\n";
}

} // namespace vitrine::tls
