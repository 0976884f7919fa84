// What the program's exit codes mean; scripts rely on them, so they never change.
#pragma once

namespace vitrine::apps {

enum class ExitCode : int {
    ok = 0,
    usage = 1,          // of the command line, or of a file it names
    network = 2,        // no such host, connection refused, port taken
    alert_received = 3, // the peer ended it by a fatal alert
    alert_sent = 4,     // we did: the peer broke a rule
    not_trusted = 5,    // the peer's certificate, or the name in it
    truncated = 6,      // the stream ended without close_notify
    timed_out = 7,
    internal = 8,      // or stdout cannot be written
    differs = 9,       // a replay told something else than the recording, or a value is not the expected one
    interrupted = 130, // SIGINT, as a shell would report it
};

} // namespace vitrine::apps
