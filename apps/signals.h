// Being asked to stop: SIGINT and SIGTERM as something that a poll can wait for.
#pragma once

#include <functional>
#include <thread>

namespace vitrine::apps {

// A pipe that becomes readable once stop was requested, and stays so: any number of threads can wait for it.
class StopRequest {
public:
    StopRequest();
    StopRequest(const StopRequest&) = delete;
    StopRequest& operator=(const StopRequest&) = delete;
    ~StopRequest();

    void make() const;
    int descriptor() const { return pipe_[0]; }

private:
    int pipe_[2];
};

// While this lives, SIGINT and SIGTERM call `on_signal`, in a thread of their own where everything is allowed, instead
// of ending the program. Make it before any other thread: threads inherit that the signals are blocked.
class SignalWatch {
public:
    explicit SignalWatch(std::function<void()> on_signal);
    SignalWatch(const SignalWatch&) = delete;
    SignalWatch& operator=(const SignalWatch&) = delete;
    ~SignalWatch();

private:
    std::function<void()> on_signal_;
    std::thread thread_;
};

} // namespace vitrine::apps
