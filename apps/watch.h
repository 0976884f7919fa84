// Everything that observes one connection of the program, put together from the command line.
#pragma once

#include "apps/observers.h"
#include "apps/options.h"
#include "tls/trace/key_log.h"
#include "tls/trace/message_log.h"

#include <memory>

namespace vitrine::apps {

// An observer that appends secrets to a file, for all connections of the program; nullptr if `path` is empty.
// Throws UsageError if the file cannot be written.
std::unique_ptr<tls::KeyLog> open_key_log(const std::string& path);
// Says on stderr if lines are missing in it: a disk that is full must not pass for a connection without secrets.
void report_key_log(const tls::KeyLog* key_log);

class Watch {
public:
    // `who` is put in front of each message of -msg and each line of -state; the key log, if any, is borrowed.
    Watch(const SharedOptions& options, const std::string& who, tls::Observer* key_log);

    tls::Observer& observer() { return all_; }
    const FailedCheck* failed_check() const { return checks_.failed_check(); }

private:
    ObserverList all_;
    CheckWatcher checks_;
    tls::MessageLog messages_;
    tls::StateLog states_;
};

} // namespace vitrine::apps
