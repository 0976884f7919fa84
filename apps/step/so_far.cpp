// What has been so far: states and keys of both ends, derivations, transcript, checks and choices.
#include "apps/step/computed.h"
#include "apps/step/facts.h"
#include "tls/base/names.h"
#include "tls/keys/suites.h"
#include "tls/trace/annotate.h"
#include "tls/trace/summary.h"

#include <fmt/format.h>

namespace vitrine::apps {
namespace {

using namespace tls::told;
using tls::Role;

// How many records of this sender are sealed under the present keys; nothing while it speaks in the clear.
std::optional<std::uint64_t> sealed_records(Events past, Role us, Role sender) {
    std::optional<std::uint64_t> count;
    for (const tls::Event& event : past) {
        if (event.us != us) continue;
        const auto* record = tls::as<Record>(event);
        if (record != nullptr && record->sender == sender && !record->aad.empty()) count = record->sequence_number + 1;
        const auto* message = tls::as<Message>(event);
        if (message != nullptr && message->sender == sender && message->type == tls::ContentType::change_cipher_spec)
            count = 0;
    }
    return count;
}

std::string protection_of(Events past, Role us, Role sender) {
    const auto sealed = sealed_records(past, us, sender);
    return sealed ? fmt::format("sealed; the next sequence number is {}", *sealed) : "in the clear";
}

void append_end(Lines& lines, Events past, Role us, std::size_t width) {
    lines.emplace_back(fmt::format("the {}", name_of(us)), Ink::heading);
    lines.emplace_back(fmt::format("  state           {}", name_of(state_of(past, us))));
    for (const Role sender : {Role::client, Role::server})
        lines.emplace_back(fmt::format("  {} {}  {}", name_of(sender), sender == us ? "writes" : "is read",
                                       protection_of(past, us, sender)));
    for (const Known& known : known_facts(past, us)) {
        const std::string_view answer = !known.holds ? "not known yet" : *known.holds ? "yes" : "no";
        append(lines, wrapped(fmt::format("  {}? {}: {}", known.fact, answer, known.because), width, 4));
    }
}

// The hash of PRF and transcript, once the ServerHello has named the suite (RFC 5246 §7.4.9).
std::optional<crypto::HashAlgorithm> agreed_hash(Events past, Role us) {
    for (const tls::Event& event : past) {
        const auto* message = tls::as<Message>(event);
        if (message == nullptr || event.us != us || message->type != tls::ContentType::handshake) continue;
        for (const tls::AnnotatedField& field : tls::annotate(message->type, message->bytes).fields) {
            if (field.path != "ServerHello.cipher_suite") continue;
            const auto number = static_cast<std::uint16_t>(field.bytes[0] << 8 | field.bytes[1]);
            const tls::SuiteInfo* const suite = tls::find_suite(tls::CipherSuite{number});
            return suite == nullptr ? std::nullopt : std::optional{suite->hash};
        }
    }
    return std::nullopt;
}

bool in_transcript(const Message& message) { // RFC 5246 §7.4.1.1, §7.4.9: no HelloRequest, no ChangeCipherSpec
    return message.type == tls::ContentType::handshake &&
           tls::HandshakeType{message.bytes[0]} != tls::HandshakeType::hello_request;
}

template <class Kind> Lines all_of(const Scene& scene, std::size_t width, std::string_view none) {
    Lines lines;
    Role teller = scene.act.us;
    for (std::size_t i = 0; i < scene.past.size(); ++i) {
        const tls::Event& event = scene.past[i];
        if (tls::as<Kind>(event) == nullptr) continue;
        if (scene.pair && (lines.empty() || event.us != teller))
            lines.emplace_back(fmt::format("the {}", name_of(event.us)), Ink::heading);
        teller = event.us;
        append(lines, told_by(scene.events().subspan(i, 1), width, scene.secrets));
    }
    if (lines.empty()) lines.emplace_back(none, Ink::dim);
    return lines;
}

} // namespace

Lines state_of(const Scene& scene, std::size_t width) {
    Lines lines;
    append_end(lines, scene.events(), scene.act.us, width);
    if (scene.pair) append_end(lines, scene.events(), other(scene.act.us), width);
    return lines;
}

Lines keys_of(const Scene& scene, std::size_t width) {
    std::vector<tls::Event> made;
    for (const tls::Event& event : scene.past) {
        const bool key = tls::as<Agreement>(event) != nullptr || tls::as<Derivation>(event) != nullptr;
        if (key && event.us == scene.act.us) made.push_back(event);
    }
    Lines lines = told_by(made, width, scene.secrets);
    if (lines.empty()) lines.emplace_back("none yet: they come of both randoms and the ClientKeyExchange", Ink::dim);
    if (!lines.empty() && !made.empty() && scene.secrets == tls::Secrets::hidden)
        lines.emplace_back("x shows what is hidden", Ink::dim);
    return lines;
}

Lines transcript_of(const Scene& scene, std::size_t width) {
    const auto agreed = agreed_hash(scene.events(), scene.act.us);
    const crypto::HashAlgorithm algorithm = agreed.value_or(crypto::HashAlgorithm::sha256);
    crypto::Hash hash{algorithm};
    Lines lines;
    std::size_t bytes = 0;
    for (const tls::Event& event : scene.past) {
        const auto* message = tls::as<Message>(event);
        if (message == nullptr || event.us != scene.act.us || !in_transcript(*message)) continue;
        hash.add(message->bytes);
        bytes += message->bytes.size();
        lines.emplace_back(cut(
            fmt::format("{:>6} bytes  {}", message->bytes.size(), tls::summary(message->type, message->bytes)), width));
    }
    append(lines, wrapped(fmt::format("{:>6} bytes  {} = {}{}", bytes, crypto::name_of(algorithm),
                                      to_hex(hash.digest().view()),
                                      agreed ? "" : "  (the hash is agreed on by the ServerHello)"),
                          width, 14, Ink::heading));
    return lines;
}

Lines checks_of(const Scene& scene, std::size_t width) { return all_of<Check>(scene, width, "none yet"); }
Lines choices_of(const Scene& scene, std::size_t width) { return all_of<Choice>(scene, width, "none yet"); }

} // namespace vitrine::apps
