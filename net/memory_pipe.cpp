// Two joined transports in one process: two queues of bytes, one each way, with the manners of a TCP connection.
#include "net/memory_pipe.h"

#include "net/wait.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>

namespace vitrine::net {

namespace {

// What both ends share. One lock and one condition for both directions, as write_some() waits for either.
struct Shared {
    struct Direction {
        explicit Direction(std::size_t size) : ring(size) {}
        Bytes ring;
        std::size_t first = 0; // where the oldest byte lies
        std::size_t filled = 0;
        bool writer_ended = false;
        bool reader_gone = false;

        bool has_news() const { return filled > 0 || writer_ended; }
        bool has_room() const { return filled < ring.size() || reader_gone; }
    };

    explicit Shared(std::size_t capacity) : directions{{Direction(capacity), Direction(capacity)}} {}

    std::mutex mutex;
    std::condition_variable changed;
    std::array<Direction, 2> directions;
};

std::size_t take(Shared::Direction& from, MutableView into) {
    const std::size_t size = std::min({into.size(), from.filled, from.ring.size() - from.first});
    std::copy_n(from.ring.begin() + static_cast<std::ptrdiff_t>(from.first), size, into.begin());
    from.first = (from.first + size) % from.ring.size();
    from.filled -= size;
    return size;
}

std::size_t put(Shared::Direction& to, View bytes) {
    const std::size_t start = (to.first + to.filled) % to.ring.size();
    const std::size_t size = std::min({bytes.size(), to.ring.size() - to.filled, to.ring.size() - start});
    std::copy_n(bytes.begin(), size, to.ring.begin() + static_cast<std::ptrdiff_t>(start));
    to.filled += size;
    return size;
}

class PipeEnd final : public Transport {
public:
    PipeEnd(std::shared_ptr<Shared> shared, std::size_t side) : shared_(std::move(shared)), side_(side) {}
    PipeEnd(const PipeEnd&) = delete;
    PipeEnd& operator=(const PipeEnd&) = delete;
    ~PipeEnd() override {
        const std::lock_guard lock(shared_->mutex);
        outgoing().writer_ended = true;
        incoming().reader_gone = true;
        shared_->changed.notify_all();
    }

    std::optional<std::size_t> try_read(MutableView into) override {
        const std::lock_guard lock(shared_->mutex);
        if (has_passed(deadline_)) throw TimeoutError("timed out reading from the memory pipe");
        if (!incoming().has_news()) return std::nullopt;
        const std::size_t size = take(incoming(), into);
        shared_->changed.notify_all();
        return size;
    }

    void wait_to_read() override {
        std::unique_lock lock(shared_->mutex);
        wait(lock, "reading from", [this] { return incoming().has_news(); });
    }

    void write(View bytes) override {
        std::unique_lock lock(shared_->mutex);
        while (!bytes.empty()) {
            wait(lock, "writing to", [this] { return outgoing().has_room(); });
            bytes = bytes.subspan(put_or_throw(bytes));
        }
    }

    std::size_t write_some(View bytes) override {
        std::unique_lock lock(shared_->mutex);
        wait(lock, "writing to", [this] { return outgoing().has_room() || incoming().has_news(); });
        return outgoing().has_room() ? put_or_throw(bytes) : 0;
    }

    void set_deadline(Deadline deadline) override { deadline_ = deadline; }

    void shutdown_write() override {
        const std::lock_guard lock(shared_->mutex);
        outgoing().writer_ended = true;
        shared_->changed.notify_all();
    }

private:
    Shared::Direction& outgoing() { return shared_->directions[side_]; }
    Shared::Direction& incoming() { return shared_->directions[1 - side_]; }

    template <class Ready> void wait(std::unique_lock<std::mutex>& lock, const char* doing, Ready ready) {
        if (deadline_ == no_deadline)
            shared_->changed.wait(lock, ready);
        else if (has_passed(deadline_) || !shared_->changed.wait_until(lock, deadline_, ready))
            throw TimeoutError(std::string("timed out ") + doing + " the memory pipe");
    }

    std::size_t put_or_throw(View bytes) {
        if (outgoing().writer_ended)
            throw NetworkError("cannot write to the memory pipe: this end has stopped writing");
        if (outgoing().reader_gone) throw NetworkError("cannot write to the memory pipe: the other end is gone");
        const std::size_t size = put(outgoing(), bytes);
        shared_->changed.notify_all();
        return size;
    }

    std::shared_ptr<Shared> shared_;
    std::size_t side_; // 0 or 1: the direction this end writes to
    Deadline deadline_ = no_deadline;
};

} // namespace

std::pair<std::unique_ptr<Transport>, std::unique_ptr<Transport>> MemoryPipe::create(std::size_t capacity) {
    if (capacity == 0) throw std::invalid_argument("a memory pipe needs room for at least one byte");
    auto shared = std::make_shared<Shared>(capacity);
    return {std::make_unique<PipeEnd>(shared, 0), std::make_unique<PipeEnd>(shared, 1)};
}

} // namespace vitrine::net
