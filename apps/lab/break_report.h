// What a person, or a program, is told of faults: a list of them, and what became of one that was played.
#pragma once

#include "apps/exit_code.h"
#include "apps/lab/duel.h"
#include "tls/lab/play.h"

namespace vitrine::apps {

enum class ReportAs : std::uint8_t { text, json };

std::string list_of_faults(ReportAs form);
std::string report(const tls::Fault& fault, const tls::Played& played, ReportAs form); // in memory
std::string report(const tls::Fault& fault, const Answer& answer, ReportAs form);      // over the network

std::string first_line_of_json();

// One line each, for many at once.
std::string line_of(const tls::Fault& fault, const tls::Played& played);
std::string line_of(const tls::Fault& fault, const Answer& answer);

// 0: refused as required; 4: refused in another way; 8: not refused.
ExitCode exit_code_of(const tls::Played& played);
ExitCode exit_code_of(const tls::Fault& fault, const Answer& answer);

// The alert that must answer, in words.
std::string required_of(const tls::Fault& fault);

} // namespace vitrine::apps
