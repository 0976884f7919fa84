// Two joined transports in one process: what one end writes, the other reads. Safe with a thread at each end.
#pragma once

#include "net/transport.h"

#include <memory>
#include <utility>

namespace vitrine::net {

class MemoryPipe {
public:
    // `capacity` bytes in flight each way; a writer waits when that is used up.
    static std::pair<std::unique_ptr<Transport>, std::unique_ptr<Transport>> create(std::size_t capacity = 1 << 16);
};

} // namespace vitrine::net
