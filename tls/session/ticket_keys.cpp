// Tickets under AES-256-GCM, with keys that are drawn and rotated, or shared by several servers (RFC 5077 §4, §5.5).
#include "tls/session/ticket_keys.h"

#include <algorithm>
#include <stdexcept>

namespace vitrine::tls {

namespace {

constexpr std::size_t nonce_size = crypto::AesGcm::nonce_size;
constexpr std::size_t tag_size = crypto::AesGcm::tag_size;
constexpr std::size_t overhead = TicketKeys::name_size + nonce_size + tag_size;
constexpr std::size_t most_keys = 16;

bool all_zeros(View bytes) {
    return std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0; });
}

} // namespace

TicketKeys::TicketKeys(View shared) : shared_(true) {
    const std::size_t count = shared.size() / file_key_size;
    if (count == 0 || count > most_keys || shared.size() % file_key_size != 0)
        throw std::invalid_argument(std::to_string(shared.size()) +
                                    " bytes: ticket keys take 48 bytes each (a name of " +
                                    "16 and a key of 32), and there may be 1 to 16 of them");
    for (; !shared.empty(); shared = shared.subspan(file_key_size)) {
        const View name = shared.first(name_size), key = shared.subspan(name_size, key_size);
        if (all_zeros(key)) // CVE-2020-13777: what anybody could have sealed
            throw std::invalid_argument("a ticket key is all zeros");
        if (std::ranges::any_of(keys_, [&](const Key& other) { return std::ranges::equal(other.name, name); }))
            throw std::invalid_argument("two ticket keys have the same name");
        keys_.push_back({{}, crypto::AesGcm{key}, {}});
        std::ranges::copy(name, keys_.back().name.begin());
    }
}

void TicketKeys::rotate(std::chrono::sys_seconds now, crypto::RandomSource& random) {
    // Keys from a clock that was set back since are too young, not too old: they are kept.
    if (shared_ || (!keys_.empty() && now < keys_.front().made + rotation)) return;
    std::array<std::uint8_t, name_size> name{};
    crypto::Secret<key_size> key;
    random.fill("ticket_key_name", name);
    random.fill("ticket_key", key.fill());
    keys_.insert(keys_.begin(), Key{name, crypto::AesGcm{key.view()}, now});
    if (keys_.size() > 2) keys_.pop_back();
}

Bytes TicketKeys::seal(View session, std::chrono::sys_seconds now, crypto::RandomSource& random) {
    const std::scoped_lock lock{mutex_};
    rotate(now, random);
    Key& key = keys_.front();
    Bytes ticket(overhead + session.size());
    const std::span<std::uint8_t> all{ticket};
    const auto nonce = all.subspan<name_size, nonce_size>();
    const auto text = all.subspan(name_size + nonce_size, session.size());
    std::ranges::copy(key.name, all.begin());
    random.fill("ticket_nonce", nonce);
    std::ranges::copy(session, text.begin());
    key.aead.seal(nonce, key.name, text, all.last<tag_size>());
    return ticket;
}

std::optional<crypto::SecretBytes> TicketKeys::open(View ticket, std::chrono::sys_seconds now) {
    if (ticket.size() < overhead) return std::nullopt;
    const std::scoped_lock lock{mutex_};
    const auto key = std::ranges::find_if(
        keys_, [&](const Key& one) { return std::ranges::equal(one.name, ticket.first(name_size)); });
    if (key == keys_.end()) return std::nullopt;
    // A server that sealed nothing for long has not rotated either: its key is as old as if it had.
    if (!shared_ && now >= key->made + 2 * rotation) return std::nullopt;
    const View text = ticket.subspan(name_size + nonce_size, ticket.size() - overhead);
    crypto::SecretBytes session{text.size()};
    std::ranges::copy(text, session.fill().begin());
    if (!key->aead.open(ticket.subspan<name_size, nonce_size>(), key->name, session.fill(), ticket.last<tag_size>()))
        return std::nullopt;
    return session;
}

} // namespace vitrine::tls
