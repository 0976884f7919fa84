// What ends waiting on a screen: a key, or a signal that asks the program to go.
#include "apps/step/wake_up.h"

#include <array>
#include <cerrno>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <system_error>
#include <unistd.h>

namespace vitrine::apps {
namespace {

sigset_t watched_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) sigaddset(&signals, signal);
    return signals;
}

void watch(int either, int descriptor) {
    epoll_event event{};
    event.events = EPOLLIN;
    ::epoll_ctl(either, EPOLL_CTL_ADD, descriptor, &event);
}

} // namespace

WakeUp::WakeUp()
    : before_{}, signals_{[] {
          const sigset_t signals = watched_signals();
          return ::signalfd(-1, &signals, SFD_CLOEXEC);
      }()},
      either_{::epoll_create1(EPOLL_CLOEXEC)} {
    if (signals_.number() < 0 || either_.number() < 0)
        throw std::system_error{errno, std::generic_category(), "cannot wait for keys and signals"};
    const sigset_t signals = watched_signals();
    pthread_sigmask(SIG_BLOCK, &signals, &before_);
    watch(either_.number(), signals_.number());
    watch(either_.number(), STDIN_FILENO);
}

WakeUp::~WakeUp() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

WakeUp::Reason WakeUp::wait() const {
    std::array<pollfd, 2> waited{{{STDIN_FILENO, POLLIN, 0}, {signals_.number(), POLLIN, 0}}};
    if (::poll(waited.data(), waited.size(), -1) < 0) return Reason::other;
    signalfd_siginfo taken{}; // or it would be delivered after all, once we let it
    if (waited[1].revents != 0 && ::read(signals_.number(), &taken, sizeof taken) > 0) return Reason::signal;
    if ((waited[0].revents & POLLIN) == 0) return Reason::signal; // the terminal has gone
    return Reason::key;
}

} // namespace vitrine::apps
