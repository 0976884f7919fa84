// The mistakes that people make in the key schedule, each as a way to work it out wrongly: so that a wrong value can be
// traced to what was done to get it.
#pragma once

#include "tls/trace/calculation.h"

namespace vitrine::tls {

struct Variant { // one way in which a mistake can be made
    Recipe recipe;
    std::string detail; // which way, if there are several: "without certificate"; else empty
};

struct Mistake {
    std::string_view name;     // "randoms-swapped"
    std::string_view sentence; // what was done, and what is right
    std::string_view rfc;
    std::vector<Variant> (*variants)(const Recipe& right); // none if it cannot be made here
};

std::span<const Mistake> mistakes();

struct Diagnosis {
    std::string value;                // the value that was meant: "master_secret"
    const Mistake* mistake = nullptr; // nullptr: it is right, or another value than the one that was meant
    std::string detail;
    std::string mistaken_for; // the right value that it is, if it is not the one that was meant
};

// What the bytes are. `meant`: the value's name, or its end ("verify_data"); empty: any of that size. The first that
// fits; nothing if none does.
std::optional<Diagnosis> diagnose(const Recipe& right, View found, std::string_view meant = {});

} // namespace vitrine::tls
