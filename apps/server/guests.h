// Who is being served: never more than a bound, and silent clients keep nobody out.
#pragma once

#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <vector>

namespace vitrine::apps {

class Visit;

// Shared by the thread that accepts and those that serve.
class Guests {
public:
    // Where a visit stands in the list.
    using Place = std::list<std::weak_ptr<Visit>>::iterator;

    // Somebody is on the way to the thread that will serve; then enters, or does not after all.
    void expect();
    Place enter(const std::shared_ptr<Visit>& visit);
    void give_up_expecting();
    void established(Place place);
    enum class Stage : std::uint8_t { in_handshake, established };
    void leave(Place place, Stage stage);

    std::size_t size() const; // of those who are here or expected
    // The one that has been in its handshake longest; nullptr if none is.
    std::shared_ptr<Visit> longest_in_handshake() const;
    std::vector<std::shared_ptr<Visit>> all() const;
    // Called after somebody has entered or left, in the same thread. To be set before anybody enters.
    void on_change(std::function<void()> tell) { on_change_ = std::move(tell); }

private:
    void tell_change() const;

    std::size_t expected_ = 0;
    mutable std::mutex mutex_;
    std::list<std::weak_ptr<Visit>> in_handshake_, established_; // in the order of their coming
    std::function<void()> on_change_;
};

} // namespace vitrine::apps
