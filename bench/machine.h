// What this processor can do at best, measured: its clock, and how fast it does the work that AES-GCM consists of.
#pragma once

#include <string>

namespace vitrine::bench {

// Cycles a second, by additions that each wait for the one before; 0 if that cannot be measured here.
double clock_hz();

// The instructions that AES-GCM is made of, in the widest form this processor has, in loops of nothing else.
struct AesUnits {
    std::string vector = "none";      // "512-bit VAES and VPCLMULQDQ"
    double round_bytes_per_cycle = 0; // through one AES round: AES-128 has 10, AES-256 has 14
    double gcm_bytes_per_cycle = 0;   // through the ten rounds and the four multiplications of AES-128-GCM
};

AesUnits aes_units();

// "g++ 12.2.0"
std::string compiler();

} // namespace vitrine::bench
