// DER taken apart into a tree that can be changed and written again, well formed or not.
#pragma once

#include "crypto/bytes.h"

#include <vector>

namespace vitrine::tests {

struct DerNode {
    enum class Length : std::uint8_t { minimal, padded, indefinite }; // how the length is written

    std::uint8_t tag = 0;
    Length length = Length::minimal;
    Bytes content;                 // of a primitive value; of a string that wraps DER, what stands before it
    std::vector<DerNode> children; // of a constructed value, and what an OCTET STRING or BIT STRING wraps
};

// `der` is one well-formed value of moderate depth. Throws std::invalid_argument otherwise.
DerNode take_apart(View der);
Bytes write(const DerNode& node);
// The node itself and all below it. The pointers last until the tree is changed.
std::vector<DerNode*> all_nodes(DerNode& root);

} // namespace vitrine::tests
