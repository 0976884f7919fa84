// Everything that observes one connection of the program, put together from the command line.
#pragma once

#include "apps/kept_run.h"
#include "apps/observers.h"
#include "apps/options.h"
#include "apps/pcapng_file.h"
#include "apps/recording_file.h"
#include "tls/trace/key_log.h"
#include "tls/trace/observer_list.h"

#include <memory>

namespace vitrine::apps {

// An observer that appends secrets to a file, for all connections of the program; nullptr if `path` is empty.
// Throws UsageError if the file cannot be written.
std::unique_ptr<tls::KeyLog> open_key_log(const std::string& path);
// Says on stderr if lines are missing in it: a disk that is full must not pass for a connection without secrets.
void report_key_log(const tls::KeyLog* key_log);

// Where the recording of the `number`th connection goes: the file itself for the first, "run-2.tlsrec" for the next.
std::string numbered(const std::string& path, std::size_t number);

class Watch {
public:
    // `who` is put in front of each message of -msg, line of -state and piece of -trace; the key log, if any, is
    // borrowed.
    Watch(const SharedOptions& options, const std::string& who, tls::KeyLog* key_log);
    ~Watch(); // says on stderr if the recording is not whole

    // Records the run if --record was given, and keeps it in memory if --story was; `number`: of the connection, from
    // 1. Throws UsageError if the file cannot be made.
    template <class Config>
    void record(const SharedOptions& options, const std::shared_ptr<const Config>& config, std::size_t number) {
        if (options.story) all_.add(*(kept_ = std::make_unique<KeptRun>(config)));
        if (options.record_file.empty()) return;
        recorder_ = std::make_unique<Recorder>(numbered(options.record_file, number), config,
                                               options.secrets ? Secrets::included : Secrets::left_out);
        all_.add(*recorder_);
    }

    // Puts the connection over this socket, a descriptor, into the file, which is borrowed, if there is one.
    void capture(PcapngFile* file, int socket, tls::Role us);

    // One more who watches; it is borrowed.
    void add(tls::Observer& observer) { all_.add(observer); }

    // What the connection runs in: the system's randomness and clock, told to whoever watches.
    tls::Environment environment(tls::Role us);
    const FailedCheck* failed_check() const { return checks_.failed_check(); }

private:
    struct Said;        // what is said on stderr while it happens
    struct WhatIsDrawn; // randomness and time

    tls::ObserverList all_;
    CheckWatcher checks_;
    std::unique_ptr<Said> said_; // if anything is
    std::unique_ptr<KeptRun> kept_;
    std::unique_ptr<Recorder> recorder_;
    std::unique_ptr<tls::Observer> capture_;
    crypto::SystemRandom system_random_;
    tls::SystemClock system_clock_;
    std::unique_ptr<WhatIsDrawn> drawn_; // if anybody is told of it
};

} // namespace vitrine::apps
