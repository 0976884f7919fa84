// Finds the paths from a certificate up to an anchor (RFC 4158 §2, §3), one at a time and within a budget.
#pragma once

#include "tls/x509/path/trust_store.h"

#include <functional>

namespace vitrine::x509 {

// A path as it grows: pointers to certificates of the peer and of the trust store, leaf first.
using CandidatePath = std::vector<const Certificate*>;

class PathBuilder {
public:
    static constexpr std::size_t max_depth = 8;      // certificates of a path
    static constexpr std::size_t max_steps = 256;    // certificates tried as the next of a path
    static constexpr std::size_t max_dead_ends = 16; // that are kept, to tell of them

    // Says whether the path is the one: then the search ends.
    using Visitor = std::function<bool(const CandidatePath& path)>;

    // Of issuers of one name, those that are valid at `time` are tried first.
    PathBuilder(std::span<const Certificate> presented, const TrustStore& trust_store, std::chrono::sys_seconds time)
        : presented_(presented), trust_store_(trust_store), time_(time) {}

    // Shows each path to an anchor to `visitor`, likely ones first, until it is content.
    void search(const Visitor& visitor);
    // The longest path that was met without an anchor at its end.
    const CandidatePath& longest_unanchored() const { return longest_unanchored_; }
    // The paths whose last certificate has no issuer that could be tried.
    const std::vector<CandidatePath>& dead_ends() const { return dead_ends_; }
    bool gave_up() const { return gave_up_; } // too many steps, before all was tried

private:
    std::vector<const Certificate*> issuers_of(const CandidatePath& path) const;
    unsigned likelihood(const Certificate& subject, const Certificate& issuer) const;
    bool extend(CandidatePath& path, const Visitor& visitor);

    std::span<const Certificate> presented_;
    const TrustStore& trust_store_;
    std::chrono::sys_seconds time_;
    CandidatePath longest_unanchored_;
    std::vector<CandidatePath> dead_ends_;
    std::size_t steps_ = 0;
    bool gave_up_ = false;
};

} // namespace vitrine::x509
