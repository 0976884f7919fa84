// The mistakes that people make in the key schedule: the table, and how each of them is made.
#include "tls/trace/mistakes.h"

#include "tls/messages/handshake_message.h"

#include <algorithm>

namespace vitrine::tls {

namespace {

using Variants = std::vector<Variant>;

template <class Change> Variant changed(const Recipe& right, Change change, std::string detail = {}) {
    Variant variant{right, std::move(detail)};
    change(variant.recipe);
    return variant;
}

template <class Change> Variants one(const Recipe& right, Change change) { return {changed(right, change)}; }

std::string name_of_message(const Bytes& message) { return name_of(HandshakeType{message[0]}); }

// Another message in the transcript, and in whatever hash covers that place.
void insert(Recipe& recipe, std::size_t place, const Bytes& message) {
    recipe.messages.insert(recipe.messages.begin() + static_cast<std::ptrdiff_t>(place), message);
    for (std::size_t* end : {&recipe.session_end, &recipe.client_end, &recipe.server_end})
        if (*end >= place && *end > 0) ++*end;
}

void erase(Recipe& recipe, std::size_t place) {
    recipe.messages.erase(recipe.messages.begin() + static_cast<std::ptrdiff_t>(place));
    for (std::size_t* end : {&recipe.session_end, &recipe.client_end, &recipe.server_end})
        if (*end > place) --*end;
}

crypto::HashAlgorithm other_hash(crypto::HashAlgorithm hash) {
    return hash == crypto::HashAlgorithm::sha384 ? crypto::HashAlgorithm::sha256 : crypto::HashAlgorithm::sha384;
}

// ---- what is hashed

Bytes in_a_record(const Bytes& messages, std::uint8_t minor_version) {
    Bytes record{22, 3, minor_version, static_cast<std::uint8_t>(messages.size() >> 8),
                 static_cast<std::uint8_t>(messages.size())};
    append(record, messages);
    return record;
}

Variant with_record_headers(const Recipe& right, std::uint8_t first_minor_version, std::string detail) {
    return changed(
        right,
        [&](Recipe& recipe) {
            for (Bytes& message : recipe.messages)
                message = in_a_record(message, &message == &recipe.messages.front() ? first_minor_version : 3);
        },
        std::move(detail));
}

Variants record_headers(const Recipe& right) {
    return {with_record_headers(right, 3, "the first of version 3.3"),
            with_record_headers(right, 1, "the first of version 3.1")};
}

Variants no_handshake_headers(const Recipe& right) {
    return one(right, [](Recipe& recipe) {
        for (Bytes& message : recipe.messages) message = to_bytes(body_of(message));
    });
}

Variants session_hash_elsewhere(const Recipe& right) {
    Variants variants;
    for (std::size_t end = 1; right.session_end > 0 && end <= right.messages.size(); ++end)
        if (end != right.session_end)
            variants.push_back(changed(
                right, [&](Recipe& recipe) { recipe.session_end = end; },
                "it ends with " + name_of_message(right.messages[end - 1])));
    return variants;
}

Variants own_finished_included(const Recipe& right) {
    return one(right, [](Recipe& recipe) {
        for (std::size_t* end : {&recipe.client_end, &recipe.server_end})
            if (*end > 0 && *end < recipe.messages.size()) ++*end;
    });
}

Variants message_missing(const Recipe& right) {
    Variants variants;
    for (std::size_t i = 0; i < right.messages.size(); ++i)
        variants.push_back(changed(
            right, [&](Recipe& recipe) { erase(recipe, i); }, "without " + name_of_message(right.messages[i])));
    return variants;
}

Variants transcript_too_short(const Recipe& right) {
    Variants variants;
    for (std::size_t end = 1; end < std::max(right.client_end, right.server_end); ++end)
        variants.push_back(changed(
            right,
            [&](Recipe& recipe) {
                recipe.client_end = std::min(recipe.client_end, end);
                recipe.server_end = std::min(recipe.server_end, end);
            },
            "it ends with " + name_of_message(right.messages[end - 1])));
    return variants;
}

void insert_change(Recipe& recipe, const Bytes& change) {
    const std::size_t first = std::min(recipe.client_end, recipe.server_end);
    const std::size_t second = std::max(recipe.client_end, recipe.server_end);
    insert(recipe, second, change);
    insert(recipe, first, change);
}

Variants change_cipher_spec_included(const Recipe& right) {
    if (right.client_end == 0 || right.server_end == 0) return {};
    return {changed(
                right, [](Recipe& recipe) { insert_change(recipe, {1}); }, "as its one byte"),
            changed(
                right,
                [](Recipe& recipe) {
                    insert_change(recipe, {20, 3, 3, 0, 1, 1});
                },
                "as a whole record")};
}

Variants hello_request_included(const Recipe& right) {
    if (right.messages.empty()) return {};
    return one(right, [](Recipe& recipe) { insert(recipe, 0, {0, 0, 0, 0}); });
}

Variants transcript_hash(const Recipe& right) {
    return one(right, [](Recipe& recipe) { recipe.transcript_hash = other_hash(recipe.transcript_hash); });
}

// ---- the PRF

Variants prf_hash(const Recipe& right) {
    return {changed(
                right, [](Recipe& recipe) { recipe.prf_hash = recipe.transcript_hash = other_hash(recipe.prf_hash); },
                "for the transcript too"),
            changed(
                right, [](Recipe& recipe) { recipe.prf_hash = other_hash(recipe.prf_hash); }, "in the PRF alone")};
}

template <class Change> void change_labels(Recipe& recipe, Change change) {
    for (std::string* label :
         {&recipe.master_label, &recipe.extended_label, &recipe.key_label, &recipe.client_label, &recipe.server_label})
        change(*label);
}

template <class Change> Variant with_labels(const Recipe& right, Change change, std::string detail = {}) {
    return changed(
        right, [&](Recipe& recipe) { change_labels(recipe, change); }, std::move(detail));
}

Variants label_ended_by_zero(const Recipe& right) {
    return {with_labels(right, [](std::string& label) { label += '\0'; })};
}

Variants label_misspelled(const Recipe& right) {
    return {with_labels(
                right, [](std::string& label) { std::ranges::replace(label, ' ', '_'); }, "with _ for blanks"),
            with_labels(
                right, [](std::string& label) { std::erase(label, ' '); }, "without blanks"),
            with_labels(
                right, [](std::string& label) { label.front() = static_cast<char>(label.front() - 'a' + 'A'); },
                "with a capital letter")};
}

Variants label_missing(const Recipe& right) {
    return {with_labels(right, [](std::string& label) { label.clear(); })};
}

Variants finished_labels_swapped(const Recipe& right) {
    return one(right, [](Recipe& recipe) { std::swap(recipe.client_label, recipe.server_label); });
}

Variants secret_for_seed(const Recipe& right) {
    return one(right, [](Recipe& recipe) { recipe.expansion = Recipe::Expansion::secret_for_seed; });
}

Variants only_a(const Recipe& right) {
    return one(right, [](Recipe& recipe) { recipe.expansion = Recipe::Expansion::only_a; });
}

// ---- secrets and randoms

Variants extended_or_not(const Recipe& right) {
    const bool extended = right.seed == MasterSeed::session_hash;
    return {changed(
        right, [&](Recipe& recipe) { recipe.seed = extended ? MasterSeed::randoms : MasterSeed::session_hash; },
        extended ? "the connection has an extended master secret" : "the connection has no extended master secret")};
}

Variants extended_with_plain_label(const Recipe& right) {
    return one(right, [](Recipe& recipe) { std::swap(recipe.master_label, recipe.extended_label); });
}

Variants zeros_stripped(const Recipe& right) {
    if (right.premaster_secret.empty() || right.premaster_secret.front() != 0) return {};
    return one(right, [](Recipe& recipe) {
        auto& secret = recipe.premaster_secret;
        secret.erase(secret.begin(), std::ranges::find_if(secret, [](std::uint8_t byte) { return byte != 0; }));
    });
}

Variants premaster_reversed(const Recipe& right) {
    return one(right, [](Recipe& recipe) { std::ranges::reverse(recipe.premaster_secret); });
}

Variants randoms_in_master_swapped(const Recipe& right) {
    return one(right, [](Recipe& recipe) { recipe.master_randoms = Recipe::Order::server_first; });
}

Variants randoms_in_key_block_swapped(const Recipe& right) {
    return one(right, [](Recipe& recipe) { recipe.key_randoms = Recipe::Order::client_first; });
}

Variants randoms_swapped(const Recipe& right) {
    return one(right, [](Recipe& recipe) { std::swap(recipe.client_random, recipe.server_random); });
}

Variants randoms_without_time(const Recipe& right) {
    if (right.client_random.size() < 4 || right.server_random.size() < 4) return {};
    return one(right, [](Recipe& recipe) {
        for (Bytes* random : {&recipe.client_random, &recipe.server_random})
            random->erase(random->begin(), random->begin() + 4);
    });
}

// ---- the key block

Variants key_size_of_other_suite(const Recipe& right) {
    return one(right, [](Recipe& recipe) { recipe.key_size = recipe.key_size == 16 ? 32 : 16; });
}

template <Recipe::Slices slices> Variants sliced(const Recipe& right) {
    return one(right, [](Recipe& recipe) { recipe.slices = slices; });
}

Variants mac_keys_first(const Recipe& right) {
    Variants variants;
    for (const std::size_t size : {20U, 32U, 48U})
        variants.push_back(changed(
            right, [&](Recipe& recipe) { recipe.mac_key_size = size; }, "two of " + std::to_string(size) + " bytes"));
    return variants;
}

// ---- records

bool has_explicit_nonce(const Recipe& right) { return right.explicit_nonce_size > 0; }

Variants explicit_nonce_first(const Recipe& right) {
    if (!has_explicit_nonce(right)) return {};
    return one(right, [](Recipe& recipe) { recipe.nonce = Recipe::Nonce::explicit_first; });
}

Variants ivs_of_12_bytes(const Recipe& right) {
    if (!has_explicit_nonce(right)) return {};
    return one(right, [](Recipe& recipe) {
        recipe.iv_size = 12;
        recipe.nonce = Recipe::Nonce::exclusive_or;
    });
}

Variants ivs_of_4_bytes(const Recipe& right) {
    if (has_explicit_nonce(right)) return {};
    return one(right, [](Recipe& recipe) {
        recipe.iv_size = 4;
        recipe.nonce = Recipe::Nonce::salt_first;
    });
}

Variants number_in_front(const Recipe& right) {
    if (has_explicit_nonce(right)) return {};
    return one(right, [](Recipe& recipe) { recipe.nonce = Recipe::Nonce::exclusive_or_in_front; });
}

Variants aad_length(const Recipe& right) {
    return {changed(
                right, [](Recipe& recipe) { recipe.aad = Recipe::Aad::record_length; }, "that of the record"),
            changed(
                right, [](Recipe& recipe) { recipe.aad = Recipe::Aad::ciphertext_length; }, "with the tag")};
}

Variants aad_order(const Recipe& right) {
    return one(right, [](Recipe& recipe) { recipe.aad = Recipe::Aad::header_first; });
}

Variants sequence_off_by_one(const Recipe& right) {
    return {changed(
                right, [](Recipe& recipe) { recipe.sequence_offset = 1; }, "one too many"),
            changed(
                right, [](Recipe& recipe) { recipe.sequence_offset = -1; }, "one too few")};
}

Variants value_reversed(const Recipe& right) {
    return one(right, [](Recipe& recipe) { recipe.order = Recipe::ByteOrder::reversed; });
}

// clang-format off
constexpr std::array table{
    Mistake{"record-headers", "the transcript holds record headers; only the handshake messages are hashed", "RFC 5246 §7.4.9", record_headers},
    Mistake{"handshake-headers-missing", "the transcript lacks the 4-byte headers of the handshake messages", "RFC 5246 §7.4.9", no_handshake_headers},
    Mistake{"own-finished-included", "the transcript holds the Finished that is to carry the result", "RFC 5246 §7.4.9", own_finished_included},
    Mistake{"session-hash-elsewhere", "the session hash does not end with client_key_exchange, as it must", "RFC 7627 §3", session_hash_elsewhere},
    Mistake{"message-missing", "a message is missing in the transcript", "RFC 5246 §7.4.9", message_missing},
    Mistake{"transcript-too-short", "the transcript ends too early", "RFC 5246 §7.4.9", transcript_too_short},
    Mistake{"change-cipher-spec-included", "the transcript holds ChangeCipherSpec, which is no handshake message", "RFC 5246 §7.4.9", change_cipher_spec_included},
    Mistake{"hello-request-included", "the transcript begins with a HelloRequest, which is no part of it", "RFC 5246 §7.4.1.1", hello_request_included},
    Mistake{"prf-hash", "the PRF ran with another hash than the cipher suite's", "RFC 5289 §3.2", prf_hash},
    Mistake{"transcript-hash", "the transcript was hashed with another hash than the cipher suite's", "RFC 5246 §7.4.9", transcript_hash},
    Mistake{"finished-labels-swapped", "\"client finished\" and \"server finished\" were taken for each other", "RFC 5246 §7.4.9", finished_labels_swapped},
    Mistake{"master-randoms-swapped", "the seed of the master secret is client_random + server_random, in this order", "RFC 5246 §8.1", randoms_in_master_swapped},
    Mistake{"key-block-randoms-swapped", "the seed of the key block is server_random + client_random, unlike that of the master secret", "RFC 5246 §6.3", randoms_in_key_block_swapped},
    Mistake{"randoms-swapped", "client_random and server_random were taken for each other", "RFC 5246 §8.1", randoms_swapped},
    Mistake{"randoms-without-time", "the randoms lack their first 4 bytes, gmt_unix_time, which belong to them", "RFC 5246 §7.4.1.2", randoms_without_time},
    Mistake{"extended-or-not", "the master secret was made the other way", "RFC 7627 §4", extended_or_not},
    Mistake{"extended-label", "the label of the master secret is the one of the other way", "RFC 7627 §4", extended_with_plain_label},
    Mistake{"premaster-zeros-stripped", "the leading zeros of the premaster secret were stripped; they belong to it", "RFC 8422 §5.10", zeros_stripped},
    Mistake{"premaster-reversed", "the premaster secret was taken in the other byte order", "RFC 8422 §5.10", premaster_reversed},
    Mistake{"label-ended-by-zero", "the label was taken with the zero that ends a string in C", "RFC 5246 §5", label_ended_by_zero},
    Mistake{"label-misspelled", "the label is misspelled", "RFC 5246 §5", label_misspelled},
    Mistake{"label-missing", "the label was left out", "RFC 5246 §5", label_missing},
    Mistake{"secret-for-seed", "secret and seed were taken for each other: the secret is the key of HMAC", "RFC 5246 §5", secret_for_seed},
    Mistake{"only-a", "the A(i) themselves were taken as output; it is HMAC(secret, A(i) + seed)", "RFC 5246 §5", only_a},
    Mistake{"key-size", "the key block was cut for the key size of another suite", "RFC 5246 §6.3", key_size_of_other_suite},
    Mistake{"ivs-before-keys", "the IVs were cut off before the write keys", "RFC 5246 §6.3", sliced<Recipe::Slices::ivs_then_keys>},
    Mistake{"side-by-side", "key and IV of the client were cut off before those of the server; both keys come first", "RFC 5246 §6.3", sliced<Recipe::Slices::each_side_whole>},
    Mistake{"write-keys-swapped", "the client's keys were taken for the server's; client_write comes first", "RFC 5246 §6.3", sliced<Recipe::Slices::server_first>},
    Mistake{"mac-keys-first", "MAC keys were cut off first; a suite with AEAD has none", "RFC 5246 §6.3", mac_keys_first},
    Mistake{"nonce-order", "the explicit nonce was put before the salt", "RFC 5288 §3", explicit_nonce_first},
    Mistake{"iv-size", "IVs of 12 bytes were cut off and combined with the sequence number by exclusive or, as TLS 1.3 does; GCM's salt has 4", "RFC 5288 §3", ivs_of_12_bytes},
    Mistake{"salt-of-gcm", "IVs of 4 bytes were cut off, and the sequence number put behind them, as for AES-GCM; ChaCha20-Poly1305's have 12", "RFC 7905 §2", ivs_of_4_bytes},
    Mistake{"nonce-padding", "the sequence number went into the first 8 bytes of the IV; the four zeros come before it", "RFC 7905 §2", number_in_front},
    Mistake{"aad-length", "the additional data holds another length than that of the plaintext", "RFC 5246 §6.2.3.3", aad_length},
    Mistake{"aad-order", "the sequence number comes first in the additional data, then the header", "RFC 5246 §6.2.3.3", aad_order},
    Mistake{"sequence-number", "the sequence number is off by one: it is 0 for the first record under new keys", "RFC 5246 §6.1", sequence_off_by_one},
    Mistake{"byte-order", "the bytes are in reverse order", "RFC 5246 §4.4", value_reversed},
};
// clang-format on

} // namespace

std::span<const Mistake> mistakes() { return table; }

} // namespace vitrine::tls
