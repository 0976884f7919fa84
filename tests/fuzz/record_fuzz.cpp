// Record reader and reassembler on any bytes at all, in the clear and under keys (RFC 5246 §6.2).
#include "tls/record/reassembler.h"
#include "tls/record/record_reader.h"
#include "tls/record/record_writer.h"

#include <algorithm>
#include <cstdlib>

namespace {

using namespace vitrine;
using namespace vitrine::tls;

void check(bool condition) {
    if (!condition) std::abort();
}

// Reads all records of `input`, as a connection would, and their handshake messages.
void read_all(RecordReader& reader, MutableView input) {
    Reassembler reassembler;
    while (const auto record = reader.next(input)) {
        check(record->size <= input.size() && record->size <= max_record);
        check(record->plaintext.size() <= max_plaintext);
        check(record->plaintext.data() >= input.data());
        check(record->plaintext.data() + record->plaintext.size() <= input.data() + record->size);
        input = input.subspan(record->size);
        if (record->type != ContentType::handshake) continue;
        reassembler.add(record->plaintext);
        while (const auto message = reassembler.next()) check(message->size() <= max_certificate_message);
    }
    check(input.size() < RecordReader::size_of_next(input)); // it stops for want of bytes and for nothing else
}

void try_to_read_all(RecordReader& reader, MutableView input) {
    try {
        read_all(reader, input);
    } catch (const Failure& failure) {
        check(!failure.sentence.empty() && !failure.rfc.empty());
    }
}

DirectionKeys keys(const AeadCipher& cipher) {
    return {cipher, crypto::SecretBytes{cipher.key_size}, crypto::SecretBytes{cipher.implicit_nonce_size}};
}

// `content` sealed into records as the first byte of each piece says: type and size are the fuzzer's choice.
Bytes sealed(View content, const AeadCipher& cipher) {
    RecordWriter writer;
    writer.protect(keys(cipher));
    Bytes records;
    while (content.size() >= 2) {
        const ContentType type{static_cast<std::uint8_t>(20 + content[0] % 5)};
        const std::size_t size = std::min<std::size_t>(content[1], content.size() - 2);
        Bytes record(writer.prefix() + size + writer.suffix());
        std::ranges::copy(content.subspan(2, size), record.begin() + static_cast<std::ptrdiff_t>(writer.prefix()));
        writer.seal(type, record);
        append(records, record);
        content = content.subspan(2 + size);
    }
    return records;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Bytes input = to_bytes({data, size});
    RecordReader clear;
    try_to_read_all(clear, input);

    for (const AeadCipher& cipher : {aes_128_gcm, chacha20_poly1305}) {
        Bytes forgery = input;
        RecordReader forged;
        forged.protect(keys(cipher));
        try_to_read_all(forged, forgery);

        Bytes records = sealed({data, size}, cipher);
        RecordReader encrypted;
        encrypted.protect(keys(cipher));
        try_to_read_all(encrypted, records);
    }
    return 0;
}
