// What two records sealed under one nonce give away.
#include "tls/lab/nonce_reuse.h"

#include "crypto/aes_gcm.h"

#include <algorithm>

namespace vitrine::tls {

namespace {

// One block each.
constexpr std::string_view text = "pay   10 EUR Bob";
constexpr std::string_view text_of_the_copy = "pay   25 EUR Ann";
constexpr std::string_view forged_text = "pay 9999 EUR Eve";

Block block_at(View record, std::size_t offset) {
    Block block{};
    std::copy_n(record.begin() + static_cast<std::ptrdiff_t>(offset), block.size(), block.begin());
    return block;
}

Block block_of(View bytes) { return block_at(bytes, 0); }
Block ciphertext_of(View record) { return block_at(record, aes_gcm_prefix); }
Block tag_of(View record) { return block_at(record, record.size() - sealed_suffix); }
View nonce_of(View record) { return record.subspan(record_header_size, aes_gcm_prefix - record_header_size); }

Aad aad_of(std::uint64_t sequence_number) {
    return make_aad(sequence_number, ContentType::application_data, Block{}.size());
}

// Our explicit nonces are sequence numbers (RFC 5288 §3).
std::uint64_t sequence_number_of(View record) {
    std::uint64_t number = 0;
    for (const std::uint8_t byte : nonce_of(record)) number = number << 8 | byte;
    return number;
}

// What a sender does that was copied, as a virtual machine is, and counts on from the same number.
Bytes sealed_by_a_copy(const DirectionKeys& keys, View record, std::string_view other_text) {
    Bytes sealed = to_bytes(record);
    const MutableView body = MutableView{sealed}.subspan(aes_gcm_prefix, 16);
    std::ranges::copy(other_text, body.begin());
    crypto::AesGcm{keys.key.view()}.seal(make_nonce(keys.implicit_nonce.view(), nonce_of(record)),
                                         aad_of(sequence_number_of(record)), body,
                                         MutableView{sealed}.last<sealed_suffix>());
    return sealed;
}

Content data(std::string_view content) { return {ContentType::application_data, to_bytes(as_bytes(content))}; }

} // namespace

Block recover_hash_key(View record, View other_record) {
    // tag = A·H³ + C·H² + L·H + E(nonce): in the sum of two tags all but C·H² goes away.
    const Block tags = tag_of(record) ^ tag_of(other_record);
    const Block ciphertexts = ciphertext_of(record) ^ ciphertext_of(other_record);
    return square_root(product(tags, inverse(ciphertexts)));
}

Bytes forge(const Block& hash_key, View record, std::uint64_t seen_sequence_number, View seen_text,
            std::uint64_t sequence_number, View new_text) {
    const Block ciphertext = ciphertext_of(record) ^ block_of(seen_text) ^ block_of(new_text); // the same key stream
    const Block mask = tag_of(record) ^ ghash(hash_key, aad_of(seen_sequence_number), ciphertext_of(record));
    const Block tag = mask ^ ghash(hash_key, aad_of(sequence_number), ciphertext);
    Bytes forged = to_bytes(record.first(aes_gcm_prefix));
    append(forged, ciphertext);
    append(forged, tag);
    return forged;
}

void reuse_nonce(ScriptedEnd& end, const Content&) {
    // A sender and its copy: one nonce, two records. One of them reaches the receiver, both reach the attacker.
    const Bytes record = end.seal(data(text));
    const std::uint64_t number = sequence_number_of(record);
    const Block hash_key = recover_hash_key(record, sealed_by_a_copy(end.keys(), record, text_of_the_copy));
    end.say_bytes(record);
    end.say_bytes(forge(hash_key, record, number, as_bytes(text), number + 1, as_bytes(forged_text)));
    end.tell("two records under the nonce " + to_hex(nonce_of(record)) + " give GHASH's key " + to_hex(hash_key));
    end.tell("with it and without any other key, \"" + std::string{forged_text} + "\" is sealed: no receiver can tell");
    (void)end.seal(data("")); // the number that the forged record took

    // The same sum over two records of a sender that counts: nothing that could seal a record comes of it.
    const Bytes third = end.seal(data(text));
    const Bytes fourth = end.seal(data(text_of_the_copy));
    const Block wrong_key = recover_hash_key(third, fourth);
    end.say_bytes(third);
    end.say_bytes(fourth);
    end.say_bytes(forge(wrong_key, fourth, number + 3, as_bytes(text_of_the_copy), number + 4, as_bytes(forged_text)));
    end.tell("two records of a sender that counts its nonces give " + to_hex(wrong_key) + ", which seals nothing");
}

} // namespace vitrine::tls
