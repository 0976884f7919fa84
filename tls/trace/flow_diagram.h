// The handshake's table (tls/handshake/flow.h) as text and as drawings, made from the rows that the handshake itself
// takes: a drawing cannot be out of date.
#pragma once

#include <string>

namespace vitrine::tls {

std::string flow_as_text();    // aligned columns, one row a line
std::string flow_as_mermaid(); // stateDiagram-v2, for a Markdown page
std::string flow_as_dot();     // Graphviz: vitrine flow --format dot | dot -Tsvg

} // namespace vitrine::tls
