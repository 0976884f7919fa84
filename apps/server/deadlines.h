// When whom to remind, for many at once: one timer a thread, and memory only for those who wait for a time.
#pragma once

#include <asio/io_context.hpp>
#include <asio/steady_timer.hpp>

#include <map>

namespace vitrine::apps {

// Who is reminded. Its place among the deadlines goes with it.
class Reminded {
public:
    virtual ~Reminded() = default;
    virtual void on_deadline() = 0;
};

// All of it belongs to the thread of its io_context.
class Deadlines {
public:
    using Time = std::chrono::steady_clock::time_point;
    using Places = std::multimap<Time, Reminded*>;

    // Where one stands, if anywhere.
    class Place {
    public:
        Place() = default;
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;

    private:
        friend class Deadlines;
        Places::iterator at_;
        bool taken_ = false;
    };

    explicit Deadlines(asio::io_context& io) : timer_{io} {}

    // At `time` instead of what was said before; Time::max(): never. It may be reminded a little late, and never early.
    void set(Place& place, Reminded& reminded, Time time);
    void clear(Place& place);

private:
    void arm();
    void remind();

    using Timer = asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>,
                                             asio::io_context::executor_type>;
    Timer timer_;
    Time armed_ = Time::max();
    Places places_;
};

} // namespace vitrine::apps
