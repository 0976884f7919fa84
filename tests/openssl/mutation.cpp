// Changes to a certificate that keep most of its structure.
#include "tests/openssl/mutation.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace vitrine::tests {
namespace {

constexpr std::uint8_t object_identifier = 0x06, utc_time = 0x17, generalized_time = 0x18;

// clang-format off
constexpr std::array<std::uint8_t, 20> tags{
    0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0a, 0x0c, 0x13, 0x14, 0x16, 0x17, 0x18, 0x30, 0x31, 0x80, 0x81, 0x82, 0xa0, 0xa3,
};
constexpr std::array<std::string_view, 12> contents{
    "", std::string_view{"\0", 1}, "\x01", "\x7f", "\x80", "\xff", std::string_view{"\0\x80", 2}, std::string_view{"\0\xff", 2},
    "\xff\xff\xff\xff\xff\xff\xff\xff", "*.example.com", "www.example.com", "*",
};
constexpr std::array<std::string_view, 10> times{
    "500101000000Z", "491231235959Z", "260101000000Z", "260101000000", "2601010000Z", "260230000000Z", "20500101000000Z",
    "20260101000000Z", "99991231235959Z", "260101000000+0100",
};
// clang-format on

Bytes bytes_of(std::string_view text) { return to_bytes(as_bytes(text)); }

DerNode& any_of(std::vector<DerNode*>& nodes, Random& random) { return *nodes[below(random, nodes.size())]; }

void flip_bit(Bytes& bytes, Random& random) {
    if (!bytes.empty()) bytes[below(random, bytes.size())] ^= static_cast<std::uint8_t>(1U << below(random, 8));
}

void change_content(DerNode& node, Random& random) {
    if (!node.children.empty()) return;
    if (node.tag == utc_time || node.tag == generalized_time)
        node.content = bytes_of(times[below(random, times.size())]);
    else if (below(random, 2) == 0)
        flip_bit(node.content, random);
    else
        node.content = bytes_of(contents[below(random, contents.size())]);
}

void change_children(DerNode& node, Random& random) {
    if (node.children.empty()) return;
    auto& children = node.children;
    const std::size_t one = below(random, children.size()), other = below(random, children.size());
    switch (below(random, 3)) {
    case 0: children.erase(children.begin() + static_cast<std::ptrdiff_t>(one)); break;
    case 1: children.insert(children.begin() + static_cast<std::ptrdiff_t>(other), DerNode{children[one]}); break;
    default: std::swap(children[one], children[other]);
    }
}

void change_length(DerNode& node, Random& random) {
    node.length = below(random, 4) == 0 ? DerNode::Length::indefinite : DerNode::Length::padded;
}

// Of the same kind, so that it has a chance to mean something where it is put.
void take_from_donor(DerNode& node, const DerNode& donor, Random& random) {
    DerNode copy = donor;
    std::vector<DerNode*> alike;
    for (DerNode* one : all_nodes(copy))
        if (one->tag == node.tag) alike.push_back(one);
    if (alike.empty()) return;
    DerNode chosen = any_of(alike, random);
    node = std::move(chosen);
}

// One more extension, or whatever is a sibling here.
void add_from_donor(DerNode& node, const DerNode& donor, Random& random) {
    if (node.children.empty()) return;
    DerNode copy = donor;
    std::vector<DerNode*> nodes = all_nodes(copy);
    const std::size_t place = below(random, node.children.size() + 1);
    node.children.insert(node.children.begin() + static_cast<std::ptrdiff_t>(place), DerNode{any_of(nodes, random)});
}

bool wraps_an_identifier(const DerNode& node) { // an Extension, an AlgorithmIdentifier, an AttributeTypeAndValue
    return !node.children.empty() && node.children.front().tag == object_identifier;
}

void change_extension_like(DerNode& tree, const DerNode& donor, Random& random) {
    std::vector<DerNode*> nodes;
    for (DerNode* one : all_nodes(tree))
        if (wraps_an_identifier(*one)) nodes.push_back(one);
    DerNode copy = donor;
    std::vector<DerNode*> others;
    for (DerNode* one : all_nodes(copy))
        if (wraps_an_identifier(*one)) others.push_back(one);
    if (nodes.empty() || others.empty()) return;
    DerNode& node = any_of(nodes, random);
    if (below(random, 2) == 0)
        node = DerNode{any_of(others, random)};
    else
        node.children.back() = DerNode{any_of(others, random).children.back()};
}

} // namespace

std::size_t below(Random& random, std::size_t end) { return static_cast<std::size_t>(random() % end); }

void mutate(DerNode& tree, const DerNode& donor, Random& random) {
    std::vector<DerNode*> nodes = all_nodes(tree);
    DerNode& node = any_of(nodes, random);
    switch (below(random, 10)) {
    case 0:
    case 1:
    case 2: return change_content(node, random);
    case 3: return change_children(node, random);
    case 4: return change_length(node, random);
    case 5: return take_from_donor(node, donor, random);
    case 6: return add_from_donor(node, donor, random);
    case 7: node.tag = tags[below(random, tags.size())]; return;
    default: return change_extension_like(tree, donor, random);
    }
}

void scramble(Bytes& bytes, Random& random) {
    if (bytes.empty()) return;
    const std::size_t at = below(random, bytes.size());
    switch (below(random, 3)) {
    case 0: flip_bit(bytes, random); break;
    case 1: bytes[at] = static_cast<std::uint8_t>(random()); break;
    default: bytes.resize(at); // cut off
    }
}

} // namespace vitrine::tests
