// The story of one connection of a server, as much of it as a page needs and never more than a bound.
#pragma once

#include "tls/trace/story.h"

namespace vitrine::apps {

// Keeps what a connection tells, until its records come to `limit` bytes: a peer decides how many it sends. The bytes
// that were handed in and the randomness drawn are not kept; the page shows neither.
class BoundedStory final : public tls::EventObserver {
public:
    static constexpr std::size_t limit = std::size_t{1} << 16;

    void add(tls::Event event) override;
    const std::vector<tls::Event>& events() const { return story_.events(); }
    bool complete() const { return wire_bytes_ <= limit; }

private:
    tls::Story story_;
    std::size_t wire_bytes_ = 0;
};

} // namespace vitrine::apps
