// A fault played against our own stack, in memory: what the other end made of it.
#pragma once

#include "tls/lab/faults.h"

namespace vitrine::tls {

struct Played {
    std::vector<std::string> notes;         // what the scripted end says of its doings
    std::optional<AlertDescription> answer; // the alert that the victim sent; a closing one is none
    Ending ending = Ending::open;           // how the connection ended for the victim
    std::optional<FailureReport> refusal;   // why, if it was the victim that ended it
    std::vector<Bytes> delivered;           // what the victim's application was handed
    bool as_required = false;               // refused with the alert and the sentence of the fault's row
};

// The same run every time: seeded, and with a clock that stands in 2030.
Played play_in_memory(const Fault& fault);

} // namespace vitrine::tls
