// Changes to a certificate that keep most of its structure: what a careless or a cunning CA could have written.
#pragma once

#include "tests/openssl/der_tree.h"

#include <random>

namespace vitrine::tests {

using Random = std::mt19937_64; // the same numbers for the same seed, everywhere

std::size_t below(Random& random, std::size_t end); // 0 … end - 1

// Changes something in the tree, or puts something of the donor's into it.
void mutate(DerNode& tree, const DerNode& donor, Random& random);
// One bit, byte or run of bytes, without regard to structure.
void scramble(Bytes& bytes, Random& random);

} // namespace vitrine::tests
