// The right recipe for what is known of a connection.
#include "tls/trace/calculation.h"

#include "tls/messages/handshake_message.h"

#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>

namespace vitrine::tls {

namespace {

void require_size(std::string_view name, const Bytes& bytes, std::size_t size) {
    if (!bytes.empty() && bytes.size() != size)
        throw std::invalid_argument(fmt::format("{} has {} bytes where {} are right", name, bytes.size(), size));
}

const SuiteInfo& suite_of(const KeyMaterial& material) {
    if (material.suite == CipherSuite{})
        throw std::invalid_argument("the cipher suite is not known: its hash is that of the PRF");
    const SuiteInfo* const suite = find_suite(material.suite);
    if (suite == nullptr)
        throw std::invalid_argument(
            fmt::format("{} is no suite of AES-GCM or ChaCha20-Poly1305 with ECDHE", name_of(material.suite)));
    return *suite;
}

std::size_t place_of(const std::vector<Bytes>& messages, HandshakeType type, std::size_t from = 0) {
    for (std::size_t i = from; i < messages.size(); ++i)
        if (HandshakeType{messages[i][0]} == type) return i;
    return messages.size();
}

void require_order(const std::vector<Bytes>& messages) {
    if (!messages.empty() && HandshakeType{messages.front()[0]} != HandshakeType::client_hello)
        throw std::invalid_argument(fmt::format("the transcript begins with {}, not with client_hello",
                                                name_of(HandshakeType{messages.front()[0]})));
}

// Adds the Finished of one side, worked out, if the messages end before it.
void complete_finished(Recipe& recipe, std::size_t end, std::string_view value) {
    if (recipe.messages.size() != end) return;
    const Calculation so_far = calculate(recipe);
    if (const Bytes* const verify_data = find_value(so_far, value))
        recipe.messages.push_back(with_header(HandshakeType::finished, *verify_data));
}

// Which messages each hash covers. In a full handshake the client finishes first, in an abbreviated one the server.
void set_ends(Recipe& recipe) {
    const std::size_t exchange = place_of(recipe.messages, HandshakeType::client_key_exchange);
    const bool full = exchange < recipe.messages.size();
    if (full) recipe.session_end = exchange + 1; // RFC 7627 §3
    std::size_t& first_end = full ? recipe.client_end : recipe.server_end;
    std::size_t& second_end = full ? recipe.server_end : recipe.client_end;
    if (!full && place_of(recipe.messages, HandshakeType::finished) == recipe.messages.size()) return; // too short
    first_end = place_of(recipe.messages, HandshakeType::finished);
    complete_finished(recipe, first_end, full ? "client_verify_data" : "server_verify_data");
    if (recipe.messages.size() <= first_end) return;
    second_end = place_of(recipe.messages, HandshakeType::finished, first_end + 1);
    complete_finished(recipe, second_end, full ? "server_verify_data" : "client_verify_data");
}

} // namespace

Recipe recipe_of(const KeyMaterial& material) {
    const SuiteInfo& suite = suite_of(material);
    require_size("the client's random", material.client_random, 32);
    require_size("the server's random", material.server_random, 32);
    require_size("the master secret", material.master_secret, 48);
    require_size("the session hash", material.session_hash, crypto::digest_size(suite.hash));
    require_order(material.messages);
    Recipe recipe;
    recipe.prf_hash = recipe.transcript_hash = suite.hash;
    recipe.key_size = suite.cipher.key_size;
    recipe.iv_size = suite.cipher.implicit_nonce_size;
    recipe.explicit_nonce_size = suite.cipher.explicit_nonce_size;
    if (recipe.explicit_nonce_size == 0) recipe.nonce = Recipe::Nonce::exclusive_or;
    recipe.seed = material.seed.value_or(MasterSeed::session_hash);
    recipe.premaster_secret = material.premaster_secret;
    recipe.master_secret = material.master_secret;
    recipe.client_random = material.client_random;
    recipe.server_random = material.server_random;
    recipe.session_hash = material.session_hash;
    recipe.messages = material.messages;
    recipe.records = material.records;
    if (!recipe.messages.empty()) set_ends(recipe);
    return recipe;
}

} // namespace vitrine::tls
