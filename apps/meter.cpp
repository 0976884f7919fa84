// How fast a connection carries bulk data: a line that is written over while it runs, and one at its end.
#include "apps/meter.h"

#include "apps/terminal.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <utility>

namespace vitrine::apps {

namespace {

using std::chrono::steady_clock;

constexpr std::string_view over_the_last_line = "\r\033[K";

double seconds_of(const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

double seconds_between(steady_clock::time_point begin, steady_clock::time_point end) {
    return std::chrono::duration<double>(end - begin).count();
}

// MB/s; 0 where no time has passed.
double rate(std::uint64_t bytes, double seconds) {
    return seconds > 0 ? static_cast<double>(bytes) / 1e6 / seconds : 0;
}

// Of the time that passed, in percent.
double share(double part, double seconds) { return seconds > 0 ? 100 * part / seconds : 0; }

} // namespace

Meter::Meter(std::string who, Shown shown) : who_{std::move(who)}, shown_{shown} {}

Meter::CpuTime Meter::cpu_time() {
    rusage used{};
    ::getrusage(RUSAGE_THREAD, &used);
    return {seconds_of(used.ru_utime), seconds_of(used.ru_stime)};
}

void Meter::start(Direction direction) {
    direction_ = direction;
    started_ = true;
    begun_ = last_line_ = counted_ = steady_clock::now();
    cpu_before_ = cpu_time();
}

void Meter::count(std::size_t bytes) {
    bytes_ += bytes;
    counted_ = steady_clock::now();
    if (shown_ == Shown::as_it_goes && counted_ - last_line_ >= std::chrono::seconds{1}) show(counted_);
}

// The rate since the last line: what changes is seen.
void Meter::show(Time now) {
    const double rate_now = rate(bytes_ - bytes_at_last_line_, seconds_between(last_line_, now));
    say(fmt::format("{}{}: {} {:.0f} MB in {:.0f} s, {:.0f} MB/s", over_the_last_line, who_, verb(),
                    static_cast<double>(bytes_) / 1e6, seconds_between(begun_, now), rate_now));
    line_open_ = true;
    last_line_ = now;
    bytes_at_last_line_ = bytes_;
}

void Meter::finish() {
    if (!std::exchange(started_, false) || shown_ == Shown::never) return;
    const double seconds = seconds_between(begun_, counted_);
    const CpuTime cpu = cpu_time();
    say(fmt::format("{}{}: {} {} bytes in {:.2f} s: {:.0f} MB/s; CPU {:.0f} % user, {:.0f} % system\n",
                    line_open_ ? over_the_last_line : "", who_, verb(), bytes_, seconds, rate(bytes_, seconds),
                    share(cpu.user - cpu_before_.user, seconds), share(cpu.system - cpu_before_.system, seconds)));
}

Meter::Shown shown_on_stderr(Quiet quiet) {
    if (quiet == Quiet::yes) return Meter::Shown::never;
    return ::isatty(STDERR_FILENO) == 1 ? Meter::Shown::as_it_goes : Meter::Shown::at_the_end;
}

} // namespace vitrine::apps
