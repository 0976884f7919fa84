// What the key-schedule calculator found, for a person or a program.
#pragma once

#include "tls/trace/mistakes.h"

namespace vitrine::apps {

// Every value, how it came about, each A(i) and each block: a table of 80 columns.
std::string calculation_text(const tls::Recipe& recipe, const tls::Calculation& calculation);
// The same as JSON Lines, the first of them the schema.
std::string calculation_json(const tls::Recipe& recipe, const tls::Calculation& calculation);

// What the expected value is; nothing: that cannot be told.
std::string diagnosis_text(const std::optional<tls::Diagnosis>& diagnosis, View expected, std::string_view meant);
std::string diagnosis_json(const std::optional<tls::Diagnosis>& diagnosis, View expected);

// The mistakes that are known: name, rule, and what each is.
std::string mistakes_text();

} // namespace vitrine::apps
