// A TCP connection through the loopback interface, and threads that each keep to a core of their own.
#include "bench/loopback.h"

#include "net/descriptor.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <sys/socket.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace vitrine::bench {

namespace {

int checked_call(int result) {
    if (result < 0) throw std::system_error{errno, std::generic_category(), "a loopback connection"};
    return result;
}

cpu_set_t allowed_cores() {
    cpu_set_t cores;
    CPU_ZERO(&cores);
    checked_call(::sched_getaffinity(0, sizeof cores, &cores));
    return cores;
}

const cpu_set_t cores_at_start = allowed_cores(); // before any thread has chosen one of them

void send_at_once(int descriptor) {
    const int on = 1;
    checked_call(::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on));
}

} // namespace

std::array<int, 2> loopback_connection() {
    net::Descriptor listener{checked_call(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))};
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* const raw = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    checked_call(::bind(listener.number(), raw, size));
    checked_call(::listen(listener.number(), 1));
    checked_call(::getsockname(listener.number(), raw, &size));
    const int client = checked_call(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    checked_call(::connect(client, raw, size));
    const int server = checked_call(::accept4(listener.number(), nullptr, nullptr, SOCK_CLOEXEC));
    send_at_once(client);
    send_at_once(server);
    return {client, server};
}

std::size_t core_count() { return static_cast<std::size_t>(CPU_COUNT(&cores_at_start)); }

void stay_on_core(std::size_t number) {
    std::size_t left = number % core_count();
    for (std::size_t core = 0; core < CPU_SETSIZE; ++core) {
        if (!CPU_ISSET(core, &cores_at_start) || left-- > 0) continue;
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(core, &one);
        checked_call(::sched_setaffinity(0, sizeof one, &one)); // 0: this thread
        return;
    }
}

} // namespace vitrine::bench
