// Gives out the files of a folder by HTTP/1.1, request after request, also those that are sent before the answer has
// come. A file goes from the disk into the records, in pieces as large as there is room for.
#pragma once

#include "apps/byte_queue.h"
#include "apps/files/http_answer.h"
#include "apps/service.h"

#include <memory>

namespace vitrine::apps {

class FileService final : public Service {
public:
    // Told of each answer: `GET "/a" 200 17 bytes`, escaped.
    using Log = std::function<void(const std::string&)>;

    FileService(std::shared_ptr<const DocumentRoot> root, Log log, std::function<void(tls::Connection&)> on_established)
        : Service{std::move(on_established)}, root_{std::move(root)}, log_{std::move(log)} {}

    bool exchange(tls::Connection& connection) override;
    bool said_all() const override { return closed_; }
    bool at_rest() const override { return said_it(); }

private:
    bool said_it() const { return head_.empty() && left_ == 0; }
    bool listen(tls::Outlet& to_app);
    bool answer_next();
    void answer(HttpAnswer answer, const std::string& asked);
    bool say(tls::Connection& connection);
    bool say_file(tls::Connection& connection);

    std::shared_ptr<const DocumentRoot> root_;
    Log log_;
    std::string asked_;               // of requests, what has not been answered
    std::size_t searched_ = 0;        // so many bytes of it hold no end of a head
    std::size_t taken_ = 0;           // bytes of to_app() that are being answered
    ByteQueue head_;                  // of the answer
    net::Descriptor file_;            // behind it
    std::uint64_t at_ = 0, left_ = 0; // bytes of the file
    bool last_ = false, closed_ = false;
};

} // namespace vitrine::apps
