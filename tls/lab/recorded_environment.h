// What entered a recorded run from outside, given once more in the same order: draws, times, signatures.
#pragma once

#include "tls/base/environment.h"
#include "tls/handshake/config.h"
#include "tls/trace/recording.h"

namespace vitrine::tls {

// Goes through the events of one kind, in order.
class RecordedValues {
public:
    // The recording is borrowed.
    RecordedValues(const Recording& recording, std::string_view kind) : recording_(recording), kind_(kind) {}
    // The next event of that kind whose value `name` is `wanted` (any, if `name` is empty); nullptr if none is left.
    const RecordedEvent* next(std::string_view name = "", std::string_view wanted = "");

private:
    const Recording& recording_;
    std::string_view kind_;
    std::size_t at_ = 0;
};

// Gives recorded draws. One that was not recorded in this place throws std::runtime_error, with its purpose.
// What signatures draw is not recorded, and not asked for: see RecordedSigner.
class RecordedRandom final : public crypto::RandomSource {
public:
    explicit RecordedRandom(const Recording& recording) : draws_(recording, "draw") {}
    void fill(std::string_view purpose, MutableView out) override;

private:
    RecordedValues draws_;
};

class RecordedClock final : public Clock {
public:
    explicit RecordedClock(const Recording& recording) : readings_(recording, "clock") {}
    std::chrono::sys_seconds now() const override; // throws std::runtime_error if it was not read then

private:
    mutable RecordedValues readings_;
};

// Signs with what was signed then: what is signed now is compared where all events are.
class RecordedSigner final : public Signer {
public:
    RecordedSigner(const Recording& recording) : signer_(name_of(recording.us)), signatures_(recording, "signature") {}
    Bytes sign(crypto::SignatureAlgorithm algorithm, View message, crypto::RandomSource& random) const override;

private:
    std::string_view signer_;
    mutable RecordedValues signatures_;
};

// Finds the session that was found then, whatever is asked for: one run looks for one. What is put there is told, and
// compared where all events are.
class RecordedSessions final : public SessionStore {
public:
    explicit RecordedSessions(const Recording& recording) : found_(recording, "session") {}
    void put(View /*key*/, std::shared_ptr<const Session> /*session*/) override {}
    std::shared_ptr<const Session> find(View key, std::chrono::sys_seconds now) override;
    void remove(View /*key*/) override {}

private:
    RecordedValues found_;
};

// Seals into the tickets that were issued then, and opens those that were opened then.
class RecordedTickets final : public TicketProtection {
public:
    explicit RecordedTickets(const Recording& recording)
        : found_(recording, "session"), issued_(recording, "session") {}
    Bytes seal(View session, std::chrono::sys_seconds now, crypto::RandomSource& random) override;
    std::optional<crypto::SecretBytes> open(View ticket, std::chrono::sys_seconds now) override;

private:
    RecordedValues found_, issued_;
};

// The recorded configuration with a signer in place of each private key.
std::shared_ptr<const ClientConfig> client_config_of(const Recording& recording,
                                                     const std::shared_ptr<const Signer>& signer);
std::shared_ptr<const ServerConfig> server_config_of(const Recording& recording,
                                                     const std::shared_ptr<const Signer>& signer);

} // namespace vitrine::tls
