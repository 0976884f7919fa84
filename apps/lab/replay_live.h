// A recorded end once more, against a peer that is really there.
#pragma once

#include "apps/driver.h"
#include "tls/lab/replay.h"

namespace vitrine::apps {

// Runs the recorded end over the socket: it says what its application said then, takes what comes, and says goodbye.
// What it did that it did not do then; nothing if the peer made no difference.
std::optional<tls::Difference> replay_over(net::TcpSocket& socket, const tls::Recording& recording, Limits limits);

} // namespace vitrine::apps
