// What makes a ticket of a session: only who holds the keys can read or make one (RFC 5077 §4).
#pragma once

#include "crypto/aes_gcm.h"
#include "crypto/random.h"
#include "crypto/secret.h"

#include <array>
#include <chrono>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace vitrine::tls {

// Shared by connections in several threads: all of it must be safe to call from them at once.
class TicketProtection {
public:
    virtual ~TicketProtection() = default;
    // A ticket for a session's bytes; whatever is random in it is drawn from `random`.
    virtual Bytes seal(View session, std::chrono::sys_seconds now, crypto::RandomSource& random) = 0;
    // The session's bytes; nothing if the ticket was not sealed by these keys, or a bit of it was changed.
    virtual std::optional<crypto::SecretBytes> open(View ticket, std::chrono::sys_seconds now) = 0;
};

// A ticket is key_name (16 bytes) ‖ nonce (12) ‖ the session under AES-256-GCM ‖ tag (16); the name is authenticated.
class TicketKeys final : public TicketProtection {
public:
    static constexpr std::size_t name_size = 16, key_size = 32;        // bytes
    static constexpr std::size_t file_key_size = name_size + key_size; // of one key in a file
    static constexpr std::chrono::seconds rotation = std::chrono::hours{1};

    // Keys of our own, drawn when the first ticket is sealed, and anew after each `rotation`: the one before still
    // opens.
    TicketKeys() = default;
    // Keys shared with other servers: name ‖ key, one to 16 of them. The first seals, all of them open, none is
    // rotated. Throws std::invalid_argument if it is another size, if a key is all zeros or if a name is there twice.
    explicit TicketKeys(View shared);

    Bytes seal(View session, std::chrono::sys_seconds now, crypto::RandomSource& random) override;
    std::optional<crypto::SecretBytes> open(View ticket, std::chrono::sys_seconds now) override;

private:
    struct Key {
        std::array<std::uint8_t, name_size> name{};
        crypto::AesGcm aead;
        std::chrono::sys_seconds made;
    };

    void rotate(std::chrono::sys_seconds now, crypto::RandomSource& random);

    std::mutex mutex_;
    std::vector<Key> keys_; // the first seals
    bool shared_ = false;
};

} // namespace vitrine::tls
