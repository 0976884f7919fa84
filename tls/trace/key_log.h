// The secrets of connections in a file that other tools read: "CLIENT_RANDOM <hex> <hex>" lines (RFC 9850).
// Whoever reads that file reads the traffic: attach a KeyLog only where somebody asked for it.
#pragma once

#include "tls/base/observer.h"

#include <atomic>

namespace vitrine::tls {

class KeyLog final : public Observer {
public:
    // Opens for appending; a file that is made is readable by its owner alone. Throws std::system_error.
    explicit KeyLog(const std::string& path);
    ~KeyLog() override;
    KeyLog(const KeyLog&) = delete;
    KeyLog& operator=(const KeyLog&) = delete;

    // One line, in one write, as soon as the secret exists: lines of several threads and processes do not mix.
    void secret(Role us, std::string_view label, View client_random, View secret) override;
    // True once a line could not be written. The connection goes on all the same.
    bool is_incomplete() const { return failed_; }

private:
    int file_;
    std::atomic<bool> failed_ = false; // one log serves all connections, and a server's each have a thread
};

} // namespace vitrine::tls
