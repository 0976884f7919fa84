// From the command line to the run that is stepped.
#pragma once

#include "apps/lab/loopback.h"
#include "apps/options.h"
#include "apps/step/run.h"

namespace vitrine::apps {

struct RunOptions {
    std::string what, target; // "pair"; "client", "localhost:4433"; "run.tlsrec"
    std::string seed;         // empty: none was given
    std::string server_name, say;
    bool ask = false;      // the server asks for a client certificate
    bool insecure = false; // the client takes any certificate
    SharedOptions shared;
    BeyondLoopback beyond;
};

void add_run_flags(CommandLine& line, RunOptions& options);

// Connects, or waits for a client, or reads the file. Throws UsageError and NetworkError.
std::unique_ptr<Run> make_run(const RunOptions& options);

} // namespace vitrine::apps
