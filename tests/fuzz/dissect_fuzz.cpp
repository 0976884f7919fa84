// Passages of any bytes at all are told, never refused; and each byte that is told lay on the wire.
#include "tls/trace/client_hello_search.h"
#include "tls/trace/dissect.h"
#include "tls/trace/story.h"

#include <algorithm>
#include <cstdlib>

namespace {

using namespace vitrine;
using namespace vitrine::tls;

constexpr std::size_t master_size = crypto::Secret<48>::size;

void check(bool condition) {
    if (!condition) std::abort();
}

// The input's first bytes, as the master secret of the connection that the rest holds.
KeyLogSecrets secrets_for(View master, View rest) {
    KeyLogSecrets secrets;
    constexpr std::size_t random_at = 5 + 4 + 2; // behind the headers of record and message, and the version
    std::array<std::uint8_t, 32> client_random{};
    const auto hello = find_client_hello(rest);
    if (!hello || rest.size() < *hello + random_at + client_random.size()) return secrets;
    std::ranges::copy(rest.subspan(*hello + random_at, client_random.size()), client_random.begin());
    std::ranges::copy(master, secrets.master_secrets[client_random].bytes.fill().begin());
    return secrets;
}

// Each passage is a byte for its sender, two for its size, and its bytes.
std::vector<Passage> passages_in(View rest) {
    std::vector<Passage> passages;
    while (rest.size() >= 3) {
        const std::size_t size = std::min(std::size_t{rest[1]} << 8 | rest[2], rest.size() - 3);
        passages.push_back({(rest[0] & 1) != 0 ? Role::server : Role::client, rest.subspan(3, size)});
        rest = rest.subspan(3 + size);
    }
    return passages;
}

std::size_t size_of(const std::vector<Passage>& passages) {
    std::size_t size = 0;
    for (const Passage& passage : passages) size += passage.bytes.size();
    return size;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const View input{data, size};
    if (input.size() < master_size) return 0;
    const std::vector<Passage> passages = passages_in(input.subspan(master_size));
    Story story;
    dissect(passages, secrets_for(input.first(master_size), input.subspan(master_size)), story);
    std::size_t on_wire = 0;
    for (const Event& event : story.events()) {
        if (const auto* wire = as<told::Wire>(event)) on_wire += wire->bytes.size();
        if (const auto* record = as<told::Record>(event))
            check(record->header.size() + record->plaintext.size() <= on_wire);
        check(!values_of(event).empty());
    }
    check(on_wire <= size_of(passages));
    return 0;
}
