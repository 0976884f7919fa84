// AES-GCM alone, by each kernel that this CPU can run, and ChaCha20-Poly1305, beside openssl's: what a record's bytes
// cost, and no record.
#include "bench/evp_protection.h"
#include "bench/openssl_handles.h"
#include "bench/scenario.h"
#include "crypto/aes_gcm.h"
#include "crypto/chacha20_poly1305.h"

#include <benchmark/benchmark.h>

#include <array>

namespace vitrine::bench {

namespace {

using crypto::AesGcm;
using crypto::AesGcmKernel;
using crypto::ChaCha20Poly1305;
using Tag = std::array<std::uint8_t, AesGcm::tag_size>;

constexpr std::array<std::size_t, 5> message_sizes{64, 256, 1350, 4096, 16'384}; // bytes
constexpr std::size_t aad_size = 13;                                             // as a TLS record has

std::size_t key_size(Suite suite) { return cipher_of(suite).key_size; }

// As a TLS record has it: never the same twice, and made anew for each message.
AesGcm::Nonce nonce_of(std::uint64_t number) { return {.fixed = 0x01020304, .invocation = number}; }
AesGcm::ShortAad aad_of(std::uint64_t number) {
    return {.first = number, .last = 0x1703034000000000, .size = aad_size};
}

class KernelCipher {
public:
    KernelCipher(Suite suite, AesGcmKernel kernel) : gcm_{Bytes(key_size(suite), 1), kernel} {}
    void seal(std::uint64_t number, MutableView text, Tag& tag) {
        gcm_.seal(nonce_of(number), aad_of(number), text, tag);
    }
    bool open(std::uint64_t number, MutableView text, const Tag& tag) {
        return gcm_.open(nonce_of(number), aad_of(number), text, tag);
    }

private:
    AesGcm gcm_;
};

class ChaCha20Cipher {
public:
    ChaCha20Cipher(Suite suite, AesGcmKernel) : aead_{Bytes(key_size(suite), 1)} {}
    void seal(std::uint64_t number, MutableView text, Tag& tag) {
        aead_.seal(tls::make_nonce(iv_, number), aad_of(number, text), text, tag);
    }
    bool open(std::uint64_t number, MutableView text, const Tag& tag) {
        return aead_.open(tls::make_nonce(iv_, number), aad_of(number, text), text, tag);
    }

private:
    static tls::Aad aad_of(std::uint64_t number, View text) {
        return tls::make_aad(number, tls::ContentType::application_data, text.size());
    }
    ChaCha20Poly1305 aead_;
    Bytes iv_ = Bytes(ChaCha20Poly1305::nonce_size, 2);
};

// EVP as its manual advises: the key is set once, and only the nonce for each message.
class EvpCipher {
public:
    EvpCipher(Suite suite, AesGcmKernel)
        : sealing_{checked(EVP_CIPHER_CTX_new())}, opening_{checked(EVP_CIPHER_CTX_new())} {
        const EVP_CIPHER* const cipher = algorithm_of(cipher_of(suite));
        const Bytes key(key_size(suite), 1);
        check(EVP_EncryptInit_ex(sealing_.get(), cipher, nullptr, key.data(), nullptr));
        check(EVP_DecryptInit_ex(opening_.get(), cipher, nullptr, key.data(), nullptr));
    }

    void seal(std::uint64_t number, MutableView text, Tag& tag) {
        begin(sealing_.get(), number, text);
        int written = 0;
        check(EVP_EncryptFinal_ex(sealing_.get(), text.data() + text.size(), &written));
        check(EVP_CIPHER_CTX_ctrl(sealing_.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(tag.size()), tag.data()));
    }

    bool open(std::uint64_t number, MutableView text, Tag tag) {
        begin(opening_.get(), number, text);
        int written = 0;
        check(EVP_CIPHER_CTX_ctrl(opening_.get(), EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag.size()), tag.data()));
        return EVP_DecryptFinal_ex(opening_.get(), text.data() + text.size(), &written) == 1;
    }

private:
    static void begin(EVP_CIPHER_CTX* context, std::uint64_t number, MutableView text) {
        std::array<std::uint8_t, AesGcm::nonce_size> nonce{1, 2, 3, 4};
        std::array<std::uint8_t, aad_size> aad{0, 0, 0, 0, 0, 0, 0, 0, 23, 3, 3, 64, 0};
        for (std::size_t i = 0; i < 8; ++i) nonce[4 + i] = aad[i] = static_cast<std::uint8_t>(number >> (56 - 8 * i));
        int written = 0;
        check(EVP_CipherInit_ex(context, nullptr, nullptr, nullptr, nonce.data(), -1));
        check(EVP_CipherUpdate(context, nullptr, &written, aad.data(), static_cast<int>(aad.size())));
        check(EVP_CipherUpdate(context, text.data(), &written, text.data(), static_cast<int>(text.size())));
    }

    Handle<EVP_CIPHER_CTX> sealing_, opening_;
};

void count(benchmark::State& state, std::size_t size) {
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(size));
}

template <class Cipher> void seal(benchmark::State& state, Suite suite, std::size_t size, AesGcmKernel kernel) {
    Cipher cipher{suite, kernel};
    Bytes text(size);
    Tag tag{};
    std::uint64_t number = 0;
    for (auto _ : state) {
        cipher.seal(++number, text, tag);
        benchmark::DoNotOptimize(tag);
    }
    count(state, size);
}

// Opened where it lies, a message is gone. But to decrypt twice with one nonce is to do nothing: so what it was opened
// to is a sealed message as well, if its tag is known, and is opened to the first one again.
template <class Cipher> void open(benchmark::State& state, Suite suite, std::size_t size, AesGcmKernel kernel) {
    Cipher cipher{suite, kernel};
    Bytes text(size);
    std::array<Tag, 2> tags{};
    cipher.seal(1, text, tags[1]);
    cipher.seal(1, text, tags[0]);
    std::size_t opened = 0;
    for (auto _ : state) opened += cipher.open(1, text, tags[opened % 2]) ? 1 : 0;
    if (opened != static_cast<std::size_t>(state.iterations())) state.SkipWithError("a message did not open");
    count(state, size);
}

using Benchmark = void (*)(benchmark::State&, Suite, std::size_t, AesGcmKernel);

std::string row(const std::string& what, Suite suite, std::size_t size) {
    return "AEAD " + what + ", " + std::string{name_of(suite)} + ", " + std::to_string(size) + " B/";
}

void add(const std::string& what, Benchmark ours, Benchmark openssl) {
    for (const Suite suite : {Suite::aes_128, Suite::aes_256})
        for (const std::size_t size : message_sizes) {
            const std::string name = row(what, suite, size);
            for (const AesGcmKernel kernel : crypto::kernels_for(crypto::this_cpu()))
                benchmark::RegisterBenchmark((name + std::string{name_of(kernel)}).c_str(), ours, suite, size, kernel);
            benchmark::RegisterBenchmark((name + "openssl").c_str(), openssl, suite, size, AesGcmKernel::cryptopp);
        }
}

void add_chacha20(const std::string& what, Benchmark ours, Benchmark openssl) {
    for (const std::size_t size : message_sizes)
        for (const auto& [who, benchmark] : {std::pair{"vitrine", ours}, {"openssl", openssl}})
            benchmark::RegisterBenchmark((row(what, Suite::chacha20, size) + who).c_str(), benchmark, Suite::chacha20,
                                         size, AesGcmKernel::cryptopp);
}

} // namespace

void register_benchmarks() {
    add("seal", seal<KernelCipher>, seal<EvpCipher>);
    add("open", open<KernelCipher>, open<EvpCipher>);
    add_chacha20("seal", seal<ChaCha20Cipher>, seal<EvpCipher>);
    add_chacha20("open", open<ChaCha20Cipher>, open<EvpCipher>);
}

} // namespace vitrine::bench
