// Tells the story of a TLS 1.2 connection between others: finds where TLS begins, and has the rest dissected.
#include "tls/trace/dissect.h"

#include "tls/trace/client_hello_search.h"
#include "tls/trace/dissection.h"

#include <fmt/format.h>

#include <algorithm>

namespace vitrine::tls {

namespace {

// Bytes of either end before the first ClientHello.
struct Beginning {
    std::size_t from_client = 0, from_server = 0;
};

Bytes all_of(std::span<const Passage> passages, Role sender) {
    Bytes all;
    for (const Passage& passage : passages)
        if (passage.sender == sender) append(all, passage.bytes);
    return all;
}

// The server has said before the ClientHello what it said in the clear.
std::optional<Beginning> find_beginning(std::span<const Passage> passages) {
    const auto hello = find_client_hello(all_of(passages, Role::client));
    if (!hello) return std::nullopt;
    Beginning beginning{*hello, 0};
    std::size_t seen = 0;
    for (const Passage& passage : passages) {
        if (passage.sender == Role::client) seen += passage.bytes.size();
        if (seen > *hello) break;
        if (passage.sender == Role::server) beginning.from_server += passage.bytes.size();
    }
    return beginning;
}

void tell_beginning(const Beginning& beginning, Observer& observer) {
    if (beginning.from_client + beginning.from_server == 0) return;
    observer.chose(Dissection::us,
                   {"beginning of TLS", "the first ClientHello", true,
                    fmt::format("{} bytes of the client and {} of the server before it are no TLS: STARTTLS, "
                                "or a proxy",
                                beginning.from_client, beginning.from_server)});
}

bool resembles_record(View stream) {
    return stream.size() >= 3 && stream[0] >= 20 && stream[0] <= 24 && stream[1] == 3 && stream[2] <= 4;
}

} // namespace

void dissect(std::span<const Passage> passages, const KeyLogSecrets& secrets, Observer& observer) {
    Dissection dissection{secrets, observer};
    const std::optional<Beginning> found = find_beginning(passages);
    const bool is_tls =
        found || std::ranges::any_of(passages, [](const Passage& p) { return resembles_record(p.bytes); });
    if (!found)
        observer.failed(Dissection::us,
                        {false, AlertDescription::unexpected_message,
                         is_tls ? "there is no ClientHello in it: the beginning of the connection is missing"
                                : "there is no TLS in it: no ClientHello, and no records",
                         "RFC 5246 §7.4.1.2"});
    if (!is_tls) return;
    if (found) tell_beginning(*found, observer);
    if (!found) dissection.begin_in_the_middle();
    Beginning skip = found.value_or(Beginning{});
    for (const Passage& passage : passages) {
        std::size_t& before = passage.sender == Role::client ? skip.from_client : skip.from_server;
        const std::size_t size = std::min(before, passage.bytes.size());
        before -= size;
        dissection.add({passage.sender, passage.bytes.subspan(size)});
    }
    dissection.finish();
}

} // namespace vitrine::tls
