// The key schedule of TLS 1.2 worked out value by value: every A(i), every block, every slice (RFC 5246 §5, §6.3, §8.1;
// RFC 7627 §4; RFC 5288 §3, RFC 7905 §2). A recipe says how; the right one is recipe_of(), and a wrong one shows what a
// mistake gives.
#pragma once

#include "tls/trace/key_material.h"

namespace vitrine::tls {

struct Recipe {
    crypto::HashAlgorithm prf_hash{}, transcript_hash{};
    std::size_t key_size = 0; // bytes
    MasterSeed seed = MasterSeed::session_hash;

    // What is known.
    Bytes premaster_secret, master_secret;
    Bytes client_random, server_random;
    Bytes session_hash;          // given instead of messages
    std::vector<Bytes> messages; // both Finished included, if they could be worked out
    // How many of the messages each hash covers; 0: not known.
    std::size_t session_end = 0, client_end = 0, server_end = 0;
    std::vector<RecordPlace> records;

    // What can be done otherwise.
    std::string master_label = "master secret", extended_label = "extended master secret";
    std::string key_label = "key expansion";
    std::string client_label = "client finished", server_label = "server finished";
    enum class Order : std::uint8_t { client_first, server_first };
    Order master_randoms = Order::client_first, key_randoms = Order::server_first; // RFC 5246 §8.1, §6.3
    enum class Expansion : std::uint8_t { p_hash, only_a, secret_for_seed } expansion = Expansion::p_hash;
    enum class Slices : std::uint8_t {
        keys_then_ivs,
        ivs_then_keys,
        each_side_whole,
        server_first
    } slices = Slices::keys_then_ivs;
    std::size_t mac_key_size = 0;        // bytes before the write keys: none in a suite with AEAD
    std::size_t iv_size = 4;             // bytes: the salt of RFC 5288 §3, or the 12 of RFC 7905 §2
    std::size_t explicit_nonce_size = 8; // bytes: none in RFC 7905 §2
    enum class Nonce : std::uint8_t {
        salt_first,
        explicit_first,
        exclusive_or,
        exclusive_or_in_front // with the first bytes of the IV, not with the last
    } nonce = Nonce::salt_first;
    enum class Aad : std::uint8_t { as_it_is, ciphertext_length, record_length, header_first } aad = Aad::as_it_is;
    std::int64_t sequence_offset = 0;
    enum class ByteOrder : std::uint8_t { as_it_is, reversed } order = ByteOrder::as_it_is; // of every value
};

// The right recipe. Throws std::invalid_argument that says what is missing or does not fit.
Recipe recipe_of(const KeyMaterial& material);

struct Calculation {
    std::vector<told::Named> values; // in the order in which they come about; names as in the RFC
    struct Expanded {                // one PRF
        told::Derivation how;
        std::vector<Bytes> blocks; // HMAC(secret, A(i) + label + seed), whole
    };
    std::vector<Expanded> expansions; // each gave a value of its name
};

// All values that the recipe has enough for.
Calculation calculate(const Recipe& recipe);

// The value of that name; nullptr if there is none.
const Bytes* find_value(const Calculation& calculation, std::string_view name);

} // namespace vitrine::tls
