// DER taken apart into a tree that can be changed and written again.
#include "tests/openssl/der_tree.h"

#include <optional>
#include <stdexcept>

namespace vitrine::tests {
namespace {

constexpr std::uint8_t bit_string = 0x03, octet_string = 0x04, constructed = 0x20;

struct Value {
    std::uint8_t tag;
    View content, rest;
};

std::optional<Value> read_value(View der) {
    if (der.size() < 2) return std::nullopt;
    std::size_t length = der[1], at = 2;
    if (length >= 0x80) {
        const std::size_t octets = length & 0x7fU;
        if (octets == 0 || octets > 4 || der.size() < 2 + octets) return std::nullopt;
        for (length = 0; at < 2 + octets; ++at) length = length << 8 | der[at];
    }
    if (der.size() - at < length) return std::nullopt;
    return Value{der[0], der.subspan(at, length), der.subspan(at + length)};
}

std::optional<std::vector<DerNode>> read_all(View der);

// What a string wraps, if all of it behind `skipped` bytes is DER.
std::vector<DerNode> wrapped(View content, std::size_t skipped) {
    if (content.size() <= skipped || (skipped == 1 && content[0] != 0)) return {};
    auto inside = read_all(content.subspan(skipped));
    return inside && inside->size() == 1 && (inside->front().tag & constructed) != 0 ? *std::move(inside)
                                                                                     : std::vector<DerNode>{};
}

DerNode node_of(const Value& value) {
    DerNode node;
    node.tag = value.tag;
    if ((value.tag & constructed) != 0) {
        if (auto children = read_all(value.content)) {
            node.children = *std::move(children);
            return node;
        }
    }
    const std::size_t skipped = value.tag == bit_string ? 1 : 0;
    if (value.tag == bit_string || value.tag == octet_string) node.children = wrapped(value.content, skipped);
    node.content = to_bytes(node.children.empty() ? value.content : value.content.first(skipped));
    return node;
}

std::optional<std::vector<DerNode>> read_all(View der) {
    std::vector<DerNode> nodes;
    while (!der.empty()) {
        const auto value = read_value(der);
        if (!value) return std::nullopt;
        nodes.push_back(node_of(*value));
        der = value->rest;
    }
    return nodes;
}

void write_length(Bytes& out, std::size_t length, DerNode::Length form) {
    Bytes octets;
    for (std::size_t left = length; left != 0; left >>= 8)
        octets.insert(octets.begin(), static_cast<std::uint8_t>(left));
    if (form == DerNode::Length::padded) octets.insert(octets.begin(), 0);
    if (length < 0x80 && form == DerNode::Length::minimal) {
        out.push_back(static_cast<std::uint8_t>(length));
        return;
    }
    out.push_back(static_cast<std::uint8_t>(0x80 | octets.size()));
    append(out, octets);
}

void collect(DerNode& node, std::vector<DerNode*>& nodes) {
    nodes.push_back(&node);
    for (DerNode& child : node.children) collect(child, nodes);
}

} // namespace

DerNode take_apart(View der) {
    const auto value = read_value(der);
    if (!value || !value->rest.empty()) throw std::invalid_argument{"not one value of DER"};
    return node_of(*value);
}

Bytes write(const DerNode& node) {
    Bytes content = node.content;
    for (const DerNode& child : node.children) append(content, write(child));
    Bytes out{node.tag};
    if (node.length == DerNode::Length::indefinite) {
        out.push_back(0x80);
        append(out, content);
        append(out, Bytes{0, 0});
        return out;
    }
    write_length(out, content.size(), node.length);
    append(out, content);
    return out;
}

std::vector<DerNode*> all_nodes(DerNode& root) {
    std::vector<DerNode*> nodes;
    collect(root, nodes);
    return nodes;
}

} // namespace vitrine::tests
