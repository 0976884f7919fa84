// Being asked to stop: SIGINT and SIGTERM as something that a poll can wait for.
#include "apps/signals.h"

#include <csignal>
#include <system_error>
#include <unistd.h>

namespace vitrine::apps {
namespace {

constexpr int farewell = SIGUSR1; // tells the watching thread that its owner is going

sigset_t watched_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, farewell}) sigaddset(&signals, signal);
    return signals;
}

} // namespace

StopRequest::StopRequest() : pipe_{-1, -1} {
    if (::pipe(pipe_) != 0) throw std::system_error{errno, std::generic_category(), "cannot make a pipe"};
}

StopRequest::~StopRequest() {
    for (const int end : pipe_) ::close(end);
}

void StopRequest::make() const {
    const char byte = 0;
    [[maybe_unused]] const ssize_t written = ::write(pipe_[1], &byte, 1); // a full pipe is readable as well
}

SignalWatch::SignalWatch(std::function<void()> on_signal) : on_signal_{std::move(on_signal)} {
    const sigset_t signals = watched_signals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    thread_ = std::thread{[this] {
        const sigset_t awaited = watched_signals();
        for (int signal = 0; signal != farewell;) {
            if (sigwait(&awaited, &signal) == 0 && signal != farewell) on_signal_();
        }
    }};
}

SignalWatch::~SignalWatch() {
    pthread_kill(thread_.native_handle(), farewell);
    thread_.join();
}

} // namespace vitrine::apps
