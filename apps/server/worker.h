// One thread of a server: an io_context, and the visits that were given to it.
#pragma once

#include "apps/server/visit.h"

#include <thread>

namespace vitrine::apps {

class Worker {
public:
    explicit Worker(House& house);
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;
    ~Worker(); // to be called when its visits have left

    asio::io_context& io() { return io_; }
    // In any thread.
    void receive(Visit::Socket socket);

private:
    void begin(Visit::Socket socket);

    House& house_;
    asio::io_context io_{1};
    asio::executor_work_guard<asio::io_context::executor_type> open_ = asio::make_work_guard(io_);
    Deadlines deadlines_{io_};
    std::thread thread_;
};

} // namespace vitrine::apps
